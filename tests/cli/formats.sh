rsmf formats
