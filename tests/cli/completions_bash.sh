rsmf completions bash >rsmf.bash
bash -n rsmf.bash && source rsmf.bash
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rsmf; echo "$*: ${COMPREPLY[*]}"; }
try rsmf con
try rsmf convert --sl
try rsmf convert --slice w
try rsmf convert --slice = m
try rsmf convert -h --rsmf-version ""
try rsmf generate sl
try rsmf formats wh
try rsmf help ""
mkdir folder; touch file
try rsmf convert -o f
try rsmf convert f
