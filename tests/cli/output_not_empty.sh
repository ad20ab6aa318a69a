mkdir out; echo mine >out/mine.txt
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out; echo $?; ls out; cat out/mine.txt
