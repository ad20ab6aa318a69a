rsmf generate events -m 100 --seed 3 -o in.ndjson
rsmf convert in.ndjson -o out --to 1999-12-31 | grep Records
