rsmf convret export.zip
