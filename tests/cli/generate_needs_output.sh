rsmf generate events
