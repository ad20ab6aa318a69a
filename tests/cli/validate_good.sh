rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --quiet
rsmf validate out --fail-on warning; echo $?
rsmf validate out --profile strict --summary; echo $?
rsmf validate out --quiet; echo $?
