rsmf convert x -o out --slice dya; echo $?; ls
