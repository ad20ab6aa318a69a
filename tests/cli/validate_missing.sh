rsmf validate nothing.rsmf; echo $?
mkdir empty; rsmf validate empty; echo $?
rsmf validate --json --junit empty; echo $?
rsmf validate --ignore R999 empty; echo $?
