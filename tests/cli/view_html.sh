cp "$root/src/sources/events/fixtures/team.ndjson" .
rsmf view --html team.ndjson -o page.html; echo $?
rsmf view --html team.ndjson -o page.html; echo $?
rsmf view --html --overwrite team.ndjson >same.html; cmp page.html same.html; ls
sed -n '/<main>/,$p' page.html
