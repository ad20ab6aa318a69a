rsmf formats --json | python3 -c '
import json, sys
for line in sys.stdin:
    f = json.loads(line)
    assert f["title"] and f["inputs"] and f["fidelity"] and f["findings"], f
    print(f["id"])'
