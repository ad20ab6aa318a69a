rsmf findings | sed -n '/^Converting/,$p'
rsmf findings | grep -c '^  [A-Z]*-[0-9]'
