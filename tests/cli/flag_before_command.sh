rsmf --quiet convert x
