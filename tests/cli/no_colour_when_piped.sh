rsmf formats | grep -c $'\x1b'
