printf 'no rsmf' >x.rsmf
rsmf validate x.rsmf --junit -o report.xml; echo $?
grep -c '<failure' report.xml
rsmf validate x.rsmf --csv -o report.xml; echo $?
rsmf validate x.rsmf --csv -o report.xml --overwrite -q; echo $?
cut -d, -f1-4 report.xml
rsmf validate x.rsmf -o x.rsmf --overwrite; echo $?
cat x.rsmf; echo; ls
