echo 2 >x; rsmf inspect -- --no-such-file
