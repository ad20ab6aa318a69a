cp "$root/examples/slack-export.zip" .
rsmf convert -q --compression store slack-export.zip -o out
rsmf inspect --headers out; echo $?
rsmf inspect --headers --csv out/website*; echo $?
rsmf inspect --headers --json out/budget*; echo $?
echo note >out/note.eml
rsmf inspect --headers out/note.eml; echo $?
rsmf inspect --csv out; echo $?
