mkdir in; for i in $(seq 3000); do printf 'no rsmf' >in/$i.rsmf; done
{ rsmf validate in --json; echo $? >code; } | true
cat code
