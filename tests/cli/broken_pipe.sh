{ sleep 0.3; rsmf help convert; echo $? >code; } | true
cat code
