rsmf findings ENC-07; echo $?
rsmf rules ENC-007 nonsense; echo $?
