cp "$root/tests/cli/input/chat.ndjson" .
rsmf view --participant ben@nowhere --participant "ben tide" --conversation planning --to 2024-03-01 chat.ndjson; echo $?
