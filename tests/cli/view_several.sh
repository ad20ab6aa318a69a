cp "$root/tests/cli/input/chat.ndjson" "$root/tests/cli/input/damaged.ndjson" .
rsmf view --limit 1 chat.ndjson damaged.ndjson no-such-file; echo $?
