rsmf rules R034 r131
