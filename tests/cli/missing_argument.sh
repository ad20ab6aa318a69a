rsmf convert -o out; echo $?; ls
