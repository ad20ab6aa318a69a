cp "$root/tests/cli/input/damaged.ndjson" .
rsmf diff damaged.ndjson no-such-file; echo $?
rsmf diff damaged.ndjson damaged.ndjson; echo $?
rsmf diff damaged.ndjson; echo $?
