rsmf convert "$root/tests/cli/input/chat.ndjson" -o out -q; echo $?
mkdir out/collected; echo theirs >out/collected/theirs.rsmf
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out -q --overwrite; echo $?
cat out/collected/theirs.rsmf; ls -A out | grep rsmf-
