rsmf convert x -o
