rsmf man >rsmf.1
grep -c "^.SH" rsmf.1
if command -v groff >/dev/null; then groff -man -ww -Tutf8 rsmf.1 >/dev/null; fi
