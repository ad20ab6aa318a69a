cp "$root/tests/cli/input/hostile.ndjson" .
rsmf view --properties --width 60 hostile.ndjson >text; echo $?
grep -c -P '[\x00-\x09\x0b-\x1f\x7f]' text
cat text
