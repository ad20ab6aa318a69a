rsmf generate events --messages 100 --seed 3 -o in.ndjson
rsmf inspect --json in.ndjson >report; echo $?
python3 -c '
import json
report = json.load(open("report"))
print(list(report))
print(report["events"]["all"] == sum(c["events"] for c in report["conversations"]), report["events"]["all"] >= 100)'
