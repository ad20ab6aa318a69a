rsmf rules | head -n 4
[ "$(rsmf rules | grep -c '^  R')" = "$(rsmf rules --json | wc -l)" ] && echo "as many rules in both forms"
