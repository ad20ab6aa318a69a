mkdir fetched; echo "at ten" >fetched/notes.txt
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --files fetched | grep Attachments
