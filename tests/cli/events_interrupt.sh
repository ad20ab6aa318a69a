# Nothing of the file of events stays when the run is interrupted.
rsmf generate events --messages 100k -o in.ndjson
mkfifo fifo
rsmf convert in.ndjson --events events.ndjson --no-rsmf --progress json 2>fifo &
exec 3<fifo
read -r line <&3; kill -INT $!; cat <&3 >rest; wait $!; echo $?
tail -n 1 rest; ls
