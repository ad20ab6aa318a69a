mkdir out; echo mine >out/mine.txt; rsmf generate events -m 10 -o in.ndjson
rsmf convert in.ndjson -o out; echo $?; ls out; cat out/mine.txt
