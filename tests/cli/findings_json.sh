rsmf findings --json SLC-001 R092
rsmf findings --json | wc -l
