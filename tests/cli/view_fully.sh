cp -r "$root/src/sources/events/fixtures/team.ndjson" .
rsmf view --properties --receipts --timezone Europe/Berlin team.ndjson; echo $?
