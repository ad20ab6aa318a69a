rsmf generate events -m 20 -o in.ndjson
rsmf convert in.ndjson -o out -q --progress json 2>lines; echo $?
python3 -c '
import json
last = [json.loads(line) for line in open("lines")][-1]
print(last["stage"], last["exit"], last["balanced"])'
