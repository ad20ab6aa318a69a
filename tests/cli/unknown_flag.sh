rsmf convert x --ouptut=out
