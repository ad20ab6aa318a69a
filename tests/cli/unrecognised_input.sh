echo "just a note" >note.txt; rsmf convert note.txt -o out; echo $?; ls
