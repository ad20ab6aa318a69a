# Names as bad as they get; all forms stay readable for programs.
mkdir "$(printf '=\x1b[1m<&">]]>\n')"; cd =*
printf 'no rsmf' >"$(printf 'a,"b"\xff\n.rsmf')"; cd ..
rsmf validate . --json >json; echo $?
rsmf validate . --csv >csv; echo $?
rsmf validate . --junit >xml; echo $?
python3 - <<'END'
import csv, json, xml.etree.ElementTree as tree
line, = open("json", encoding="utf-8").readlines()
print(repr(json.loads(line)["file"]))
head, *rows = csv.reader(open("csv", encoding="utf-8", newline=""))
print([dict(zip(head, row))["file"] for row in rows], {len(row) for row in rows} == {len(head)})
case, = tree.parse("xml").getroot().iter("testcase")
print(case.attrib, case.find("failure").get("message"))
END
