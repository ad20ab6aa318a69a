cp "$root/tests/cli/input/damaged.ndjson" .
rsmf convert damaged.ndjson -o out; echo $?
rsmf convert damaged.ndjson -o out2 --no-excerpts -q; grep -c "this is not JSON" out/findings.csv out2/findings.csv
