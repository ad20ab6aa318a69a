rsmf convert "$root/tests/cli/input/chat.ndjson" -o a --to 2024-03-01 | grep -E "Records|Period"
rsmf convert "$root/tests/cli/input/chat.ndjson" -o b --from 2024-03-02T09:30:00Z --conversation PLANNING --participant ada@example.com | grep -E "Records|Period"
