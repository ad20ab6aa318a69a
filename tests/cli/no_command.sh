rsmf
