rsmf convert x -o out --timezone Europe/Nowhere
