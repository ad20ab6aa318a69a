rsmf generate events --messages 200 --seed 3 --dirty-rate 5% -o a.ndjson --model model; echo $?
rsmf generate events --messages 200 --seed 3 --dirty-rate 0.05 -o b.ndjson; cmp a.ndjson b.ndjson && echo same
rsmf generate events --messages 200 --seed 4 --dirty-rate 0.05 -o c.ndjson; cmp -s a.ndjson c.ndjson || echo different
ls; rsmf convert a.ndjson -o out -q; echo $?
