cp "$root/tests/cli/input/chat.ndjson" .
rsmf diff chat.ndjson chat.ndjson; echo $?
rsmf diff -q chat.ndjson chat.ndjson; echo $?
