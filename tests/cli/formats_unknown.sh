rsmf formats slak
