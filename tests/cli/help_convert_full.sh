rsmf convert --help >full && rsmf help convert | cmp - full && head -12 full
