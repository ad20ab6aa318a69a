cp "$root/tests/cli/input/damaged.ndjson" .
rsmf inspect damaged.ndjson --top 1; echo $?
