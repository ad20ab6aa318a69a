echo mine >a.ndjson; rsmf generate events -o a.ndjson; echo $?; cat a.ndjson
