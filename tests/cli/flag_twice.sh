rsmf convert x -o out --output other
