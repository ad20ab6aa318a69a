rsmf convert x -o out --max-bytes 1Q
