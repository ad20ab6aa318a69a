rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --verify -q; echo $?
rsmf convert out -o again --verify -q; echo $?
ls
