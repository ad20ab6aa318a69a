rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --quiet
sound=$(find out -name '*.rsmf' | sort | head -n 1)
sed 's/^X-RSMF-EventCount: .*/X-RSMF-EventCount: many\r/' "$sound" >warned.rsmf
rsmf validate -q warned.rsmf; echo $?
rsmf validate -q warned.rsmf --fail-on warning; echo $?
rsmf validate -q warned.rsmf --fail-on warning --ignore r013; echo $?
rsmf validate -q warned.rsmf --fail-on warning --rule R002; echo $?
