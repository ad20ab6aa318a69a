rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --quiet; echo $?
