rsmf generate events --messages 100 --seed 3 -o in.ndjson
rsmf convert in.ndjson -o out; echo $?
ls out | grep -E "csv|json"
rsmf convert in.ndjson -o again -q; diff -r out again && echo same
