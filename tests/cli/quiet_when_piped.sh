rsmf convert "$root/tests/cli/input/chat.ndjson" -o out 2>&1 >/dev/null | wc -c
