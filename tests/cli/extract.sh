cp "$root/examples/slack-export.zip" .
rsmf convert -q --compression store slack-export.zip -o out
mv out/website*/2024-03-04.rsmf chat.rsmf
rsmf extract chat.rsmf -o parts; echo $?
cat parts/extracted.csv; cat parts/headers.txt
rsmf extract chat.rsmf -o parts; echo $?
rsmf extract -q out -o all; echo $?; (cd all; ls)
