mkdir out; echo mine >out/mine.txt
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --overwrite; echo $?; ls out
