rsmf convert no-such-file -o out; echo $?; ls
