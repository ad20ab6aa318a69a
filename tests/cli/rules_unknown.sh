rsmf rules X1; echo $?
