rsmf rules SLK-010
