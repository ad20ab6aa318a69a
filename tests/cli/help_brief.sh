rsmf -h
