rsmf export.zip -o out
