cp "$root/tests/cli/input/damaged.ndjson" .
rsmf inspect --json damaged.ndjson damaged.ndjson >report; echo $?
python3 -c '
import json
reports = [json.loads(line) for line in open("report")]
report = reports[0]
assert report == reports[1]
print(list(report))
print(report["format"], report["events"]["all"], [c["name"] for c in report["conversations"]], report["first"], report["last"])
print([f["severity"] for f in report["findings"] if f["severity"] == "error"])'
