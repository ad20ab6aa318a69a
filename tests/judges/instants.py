"""RFC 3339 instants, exact to the last fraction digit."""
import re
from datetime import datetime, timedelta, timezone

FORM = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def instant(text):
    """(seconds since 1970, fraction in 100 ns), or None if it is not what readers of RSMF accept."""
    match = FORM.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    try:
        moment = datetime(*(int(part) for part in match.groups()[:6]), tzinfo=timezone.utc)
    except ValueError:
        return None
    zone = match[8]
    if zone != "Z":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        moment = moment - offset if zone[0] == "+" else moment + offset
    return int((moment - EPOCH).total_seconds()), int((match[7] or "").ljust(7, "0") or 0)
