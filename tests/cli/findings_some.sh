rsmf findings ENC-007 wa-002
