cp "$root/tests/cli/input/chat.ndjson" .; echo "ten o'clock" >notes.txt
rsmf convert chat.ndjson -o out; echo $?
find out -type f | sort
rsmf convert chat.ndjson -o again -q; diff -r out again && echo same
