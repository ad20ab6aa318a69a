rsmf --help && rsmf --help | cmp - <(rsmf help)
