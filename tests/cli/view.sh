cp "$root/tests/cli/input/chat.ndjson" .
rsmf view chat.ndjson; echo $?; ls
