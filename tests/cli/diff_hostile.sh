cp "$root/tests/cli/input/hostile.ndjson" a.ndjson
sed 's/alert/allert/g; s/\\u001b/\\u001b\\u0007/g' a.ndjson >b.ndjson
rsmf diff a.ndjson b.ndjson >text; echo $?
grep -c -P '[\x00-\x09\x0b-\x1f\x7f]' text
cat text
