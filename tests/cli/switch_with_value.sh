rsmf convert x -o out --quiet=yes
