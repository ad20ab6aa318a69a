rsmf generate events -m 20 -o in.ndjson
rsmf convert in.ndjson -o out --quiet; echo $?
