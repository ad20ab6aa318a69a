cp "$root/tests/cli/input/chat.ndjson" .
rsmf convert chat.ndjson --events - --no-rsmf
rsmf convert chat.ndjson --events - --no-rsmf --quiet | head -c 20; echo " ${PIPESTATUS[0]}"
rsmf convert chat.ndjson --events - -o out --quiet >events.ndjson; ls
rsmf convert chat.ndjson --events - --no-rsmf --quiet | cmp - events.ndjson && echo the same
