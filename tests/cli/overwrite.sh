rsmf convert "$root/tests/cli/input/chat.ndjson" -o out -q; echo $?
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out -q --slice none --overwrite; echo $?
find out -name "*.rsmf" | wc -l
