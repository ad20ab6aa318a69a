# The third slice is larger than this shell lets a file be; then the limit is gone.
event() { printf '{"record":"event","id":"%s","conversation":"c","participant":"ada","timestamp":"2024-03-0%sT08:00:00Z","body":"%s"}\n' "$1" "$1" "$2"; }
{ event 1 hello; event 2 again; event 3 "$(head -c 200000 /dev/zero | tr '\0' x)"; event 4 bye; } >in.ndjson
touch -d 2024-04-01 in.ndjson; cp -p in.ndjson other.ndjson
rsmf convert in.ndjson -o whole --compression store --quiet
convert() { rsmf convert "$@" -o out --compression store 2>&1; echo "$?"; }
(trap '' XFSZ; ulimit -f 64; convert in.ndjson --threads 1)
ls -A out; (cd out/.rsmf-unfinished; find . -type f | sort)
convert in.ndjson --resume --slice hour
convert other.ndjson --resume
convert in.ndjson --resume --dry-run
touch -d 2024-04-02 in.ndjson
convert in.ndjson --resume
touch -d 2024-04-01 in.ndjson
convert in.ndjson --resume
diff -r out whole && ls -A out
convert in.ndjson --resume
