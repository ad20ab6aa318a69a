rsmf generate events --messages 100k -o in.ndjson
for io in threads uring; do
  rsmf convert in.ndjson --dry-run --quiet --io "$io" 2>not-here || io=threads  # where io_uring is forbidden
  rm not-here
  mkfifo fifo
  rsmf convert in.ndjson -o out --io "$io" --progress json 2>fifo &
  exec 3<fifo
  read -r line <&3; kill -INT $!; cat <&3 >rest; wait $!; echo $?
  rm fifo
  tail -n 1 rest; ls
done
