cp "$root/src/sources/events/fixtures/team.ndjson" old.ndjson
sed -e 's/late to the party/very late to the party/' -e 's/"Ben Osei"/"Ben O"/' -e 's/"psst"/"psst!"/' -e 's/"thumbsup"/"tada"/' \
  -e 's/"participants":\["ada","ben"\],"custom/"participants":["ada"],"custom/' -e '/"type":"leave"/d' old.ndjson >new.ndjson
rsmf diff old.ndjson new.ndjson; echo $?
rsmf diff -q old.ndjson new.ndjson; echo $?
rsmf diff old.ndjson new.ndjson --max 1 --ignore people --ignore conversations --ignore reactions; echo $?
