# One file of each verdict, made of a sound one.
rsmf convert "$root/tests/cli/input/chat.ndjson" -o out --quiet
sound=$(find out -name '*.rsmf' | sort | head -n 1); mkdir in; cp "$sound" in/sound.rsmf
sed 's/^X-RSMF-EventCount: .*/X-RSMF-EventCount: many\r/' "$sound" >in/warned.rsmf
sed '/^X-RSMF-Version/d' "$sound" >in/failed.rsmf
rsmf validate in; echo $?
