rsmf generate events --messages 100 --seed 3 -o in.ndjson
rsmf inspect in.ndjson --top 3; echo $?; ls
