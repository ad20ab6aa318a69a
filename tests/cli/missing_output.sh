echo >x; rsmf convert x
