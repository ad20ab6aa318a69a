rsmf --version
rsmf -V
