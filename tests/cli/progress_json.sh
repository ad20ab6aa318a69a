rsmf convert "$root/tests/cli/input/chat.ndjson" -o out -q --progress json 2>lines; echo $?
python3 -c '
import json
lines = [json.loads(line) for line in open("lines")]
last = lines[-1]
print(last["stage"], last["exit"], last["balanced"], all("stage" in line for line in lines))'
