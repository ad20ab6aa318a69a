cp "$root/tests/cli/input/chat.ndjson" .
rsmf convert chat.ndjson --dry-run; echo $?
rsmf convert chat.ndjson --dry-run -o out >/dev/null; ls
