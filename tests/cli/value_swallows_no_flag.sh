rsmf convert x --output --quiet
