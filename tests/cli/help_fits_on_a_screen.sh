for c in convert inspect validate rules view formats generate help; do
  rsmf "$c" -h | awk -v c="$c" 'length($0) > 80 {print c ": too wide: " $0} END {if (NR > 52) print c ": too long: " NR}'
done
