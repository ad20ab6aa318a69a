rsmf inspect no-such-file
