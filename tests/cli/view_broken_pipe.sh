rsmf generate events -m 50k -o big.ndjson
rsmf view big.ndjson | head -1
echo "${PIPESTATUS[@]}"
