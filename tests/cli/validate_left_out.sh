mkdir in; printf 'no rsmf' >in/x.rsmf; ln -s x.rsmf in/y.rsmf
rsmf validate in --summary; echo $?
