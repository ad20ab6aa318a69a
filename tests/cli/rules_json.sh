rsmf rules --json R001 R092
