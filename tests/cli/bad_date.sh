rsmf convert x -o out --from 2024-02-30
