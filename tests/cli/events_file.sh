cp "$root/tests/cli/input/chat.ndjson" .
rsmf convert chat.ndjson -o out --events events.ndjson; cat events.ndjson
rsmf convert events.ndjson -o again --quiet
for file in $(cd out; find . -name '*.rsmf' | sort); do cmp "out/$file" "again/$file" && echo "$file is the same"; done
# What is there stays.
rsmf convert chat.ndjson -o other --events events.ndjson; echo $?; ls
rsmf convert chat.ndjson -o out --events events.ndjson --overwrite --quiet; echo $?
rsmf convert chat.ndjson -o out --events chat.ndjson --overwrite; echo $?
rsmf convert chat.ndjson --dry-run --events new.ndjson | tail -n 3; ls
