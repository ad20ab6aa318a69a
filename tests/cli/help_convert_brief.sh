rsmf convert -h
