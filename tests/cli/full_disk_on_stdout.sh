rsmf help convert >/dev/full
