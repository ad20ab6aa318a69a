rsmf generate events --messages 100k -o in.ndjson
mkfifo fifo
rsmf convert in.ndjson -o out --links context --progress json 2>fifo &
exec 3<fifo
read -r line <&3; kill -INT $!; cat <&3 >rest; wait $!; echo $?
tail -n 1 rest; ls
