# Loose output, packed as a person would: files stored in a zip can be read where they are.
rsmf convert -q --compression store "$root/examples/slack-export.zip" -o out
mkdir packed
(cd out; find . -name '*.rsmf' | sort | head -n 3 | sed 's,^\./,,' | zip -q -0 -X ../packed/pack-0001.zip -@
 find . -name '*.rsmf' | sort | tail -n +4 | sed 's,^\./,,' | zip -q -0 -X ../packed/pack-0002.zip -@)
echo "no rsmf" >packed/notes.txt
rsmf validate out --csv --quiet | sed 's,^out/,,' >loose.csv
rsmf validate packed --csv --quiet | sed 's,^packed/pack-000.\.zip!,,' >packed.csv
diff loose.csv packed.csv && echo "same findings"
rsmf diff -q out packed && echo "same events"
rsmf convert -q --compression store out -o again
rsmf convert -q --compression store packed -o again2
diff -r again again2 -x report.json -x findings.csv && echo "same bytes"
rsmf validate packed/pack-0001.zip --summary; echo $?
rsmf view packed >a; rsmf view out >b; cmp a b && echo "same transcript"
one=$(cd out; find . -name '*.rsmf' | sort | head -n 1 | sed 's,^\./,,')
rsmf view "packed/pack-0001.zip!$one" >a; rsmf view "out/$one" >b; cmp a b && echo "same transcript of one"
rsmf extract -q packed -o parts && rsmf extract -q out -o parts2 && diff -r parts parts2 -x extracted.csv && echo "same parts"
rsmf inspect packed/pack-0001.zip | tail -n 12
head -c 3000 packed/pack-0002.zip >packed/cut.zip
rsmf validate packed --quiet; echo $?
rsmf validate packed/cut.zip; echo $?
python3 - <<'P'
data = bytearray(open('packed/pack-0001.zip', 'rb').read())
at = data.index(b'Subject: ') + 9
data[at] ^= 1
open('bad.zip', 'wb').write(data)
P
rsmf validate bad.zip --json | grep -c 'checksum of its zip'
