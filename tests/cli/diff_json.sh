cp "$root/tests/cli/input/chat.ndjson" a.ndjson
sed '5{h;d};$G' a.ndjson | sed 's/at ten/at noon/' >b.ndjson
rsmf diff --json a.ndjson b.ndjson; echo $?
