cp "$root/tests/cli/input/chat.ndjson" .; printf '{"record":"event","id":"e6","conversation":"c2","participant":"u1","timestamp":"2024-03-02T10:00:00Z","body":"bad byte: \xff"}\n' >>chat.ndjson
rsmf convert chat.ndjson -o out | grep Findings; echo "${PIPESTATUS[0]}"
rsmf convert chat.ndjson -o out2 -q --strict; echo $?
