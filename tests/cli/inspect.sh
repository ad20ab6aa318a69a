cp "$root/tests/cli/input/chat.ndjson" .
rsmf inspect chat.ndjson; echo $?; ls
