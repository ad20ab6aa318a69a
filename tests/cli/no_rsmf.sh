cp "$root/tests/cli/input/chat.ndjson" .
rsmf convert chat.ndjson --no-rsmf -o out; echo $?
rsmf convert chat.ndjson --no-rsmf --events events.ndjson -o out; find . -type f | sort
rsmf convert chat.ndjson --no-rsmf --events events.ndjson -o out --resume --overwrite; echo $?
rsmf convert chat.ndjson --no-rsmf --events events.ndjson -o out --pack --overwrite; echo $?
