echo note >note.txt
rsmf extract note.txt -o parts; echo $?
rsmf extract . -o parts; echo $?
rsmf extract note.txt; echo $?
ls
