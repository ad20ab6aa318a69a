cp "$root/tests/cli/input/chat.ndjson" one.ndjson; cp "$root/tests/cli/input/chat.ndjson" two.ndjson; echo "just a note" >note.txt
rsmf convert one.ndjson note.txt two.ndjson -o out; echo $?
