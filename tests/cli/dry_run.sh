rsmf generate events --messages 100 --seed 3 -o in.ndjson
rsmf convert in.ndjson --dry-run; echo $?
rsmf convert in.ndjson --dry-run -o out >/dev/null; ls
