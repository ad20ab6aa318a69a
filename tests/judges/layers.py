"""Rules about the mail and the zip around a manifest. Each rule yields (code, severity, message)."""
import base64
import re
import struct
import unicodedata
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from instants import instant

VERSIONS = ("1.0.0", "2.0.0")
ONLY_2_0 = ("Application", "Custodian", "Participants", "AttachmentCount", "EventCollectionID")
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


def mail(file):
    raw, manifest = file.raw, file.manifest
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "R026", "W", "bare CR or LF"
    head = raw.partition(b"\r\n\r\n")[0]
    for line in raw.split(b"\r\n"):
        if len(line) > 998:
            yield "R026", "W", f"line of {len(line)} octets"
            break
    for name, value, folded in file.headers:
        if not value.isascii() and name.lower() != "x-rsmf-participants":
            yield "R026", "W", f"8-bit header {name}"
        if name.lower().startswith("x-rsmf-"):
            if not value.strip():
                yield "R021", "W", f"empty header {name}"
            if len(name) >= 255:
                yield "R022", "W", f"header name too long: {name}"
            if name.lower() == "x-rsmf-version" and folded:
                yield "S11", "E", "X-RSMF-Version is folded"
    names = [name.lower() for name, _, _ in file.headers]
    for name in set(names):
        if names.count(name) > 1:
            yield "R021", "W", f"header {name} is repeated"
    if names[0] != "x-rsmf-version":
        yield "R002", "W", "X-RSMF-Version is not the first header line"
    dated = any("timestamp" in event for event in manifest.get("events", []) if isinstance(event, dict))
    for name in ("from", "to", "subject", "mime-version") + (("date",) if dated else ()):
        if name not in names:
            yield "R024", "W", f"no header {name}"
    version = file.header("X-RSMF-Version")
    if version is None:
        yield "R002", "E", "no X-RSMF-Version"
    elif version not in VERSIONS:
        yield "R003", "E", f"X-RSMF-Version {version!r}"
    if version != manifest.get("version"):
        yield "R004", "W", f"header says {version}, manifest {manifest.get('version')}"
    if version == "1.0.0":
        for name in ONLY_2_0:
            if file.header("X-RSMF-" + name) is not None:
                yield "R023", "W", f"X-RSMF-{name} in a 1.0.0 file"
    yield from parts(file, head)


def parts(file, head):
    message = file.message
    if message.get_content_type() != "multipart/mixed":
        yield "R001", "E", f"content type {message.get_content_type()}"
    boundary = message.get_boundary()
    if b'boundary="' not in head:
        yield "S11", "W", "boundary= is not in its plain quoted spelling"
    if not file.raw.endswith(b"--" + boundary.encode() + b"--\r\n"):
        yield "R001", "E", "no closing boundary at the end"
    marks = [m.start() for m in re.finditer(rb"(?m)^--" + re.escape(boundary.encode()), file.raw)]
    if len(marks) != 3:
        yield "S11", "E", f"{len(marks)} lines begin with the boundary, expected 3"
        return
    attachments = [part for part in message.walk() if part.get_filename() or part.get_content_disposition()]
    if len(attachments) != 1:
        yield "R006", "E", f"{len(attachments)} attachments"
    if len(list(message.iter_parts())) != 2:
        yield "R027", "W", "parts beside the text and rsmf.zip"
    if file.attachment.get_content_disposition() != "attachment":
        yield "R008", "W", "disposition is not attachment"
    part_head, _, body = file.raw[marks[1]:marks[2]].partition(b"\r\n\r\n")
    if b"Content-Transfer-Encoding: base64" not in part_head or b'filename="rsmf.zip"' not in part_head:
        yield "R007", "E", "the zip part's headers are not in their plain spelling"
    lines = body.rstrip(b"\r\n").split(b"\r\n")
    if any(len(line) > 76 or not re.fullmatch(rb"[A-Za-z0-9+/]+={0,2}", line) for line in lines):
        yield "R007", "E", "base64 lines too long or with foreign characters"
    try:
        base64.b64decode(b"".join(lines), validate=True)
    except ValueError as error:
        yield "R007", "E", f"base64: {error}"
    text_head, _, text_body = file.raw[marks[0]:marks[1]].partition(b"\r\n\r\n")
    encoding = re.search(rb"(?i)content-transfer-encoding: (\S+)", text_head)
    if encoding and encoding[1] == b"base64" and any(len(line) > 76 for line in text_body.split(b"\r\n")):
        yield "R007", "E", "a base64 line of the text part is too long"
    if not text_body.isascii():
        yield "R026", "W", "8-bit text part"
    if not file.text.strip():
        yield "R009", "W", "no text part, or an empty one"


def counts(file):
    manifest = file.manifest
    events = [e for e in manifest.get("events", []) if isinstance(e, dict)]
    times = [t for t in (instant(e.get("timestamp", "")) for e in events) if t]
    for name, expected in (("BeginDate", min(times, default=None)), ("EndDate", max(times, default=None))):
        value = file.header("X-RSMF-" + name)
        if (value is None) != (expected is None):
            yield "R012", "W", f"X-RSMF-{name} is {value}, events say {expected}"
        elif value is not None and instant(value) is None:
            yield "R010", "W", f"X-RSMF-{name} is not a date-time with zone: {value}"
        elif value is not None and instant(value) != expected:
            yield "R012", "W", f"X-RSMF-{name} {value} is not {expected}"
    if times and file.header("Date"):
        sent = parsedate_to_datetime(file.header("Date"))
        first = datetime.fromtimestamp(min(times)[0], timezone.utc) if min(times)[0] >= 0 else None
        if first and sent.astimezone(timezone.utc) != first:
            yield "R024", "W", f"Date {sent} is not the first event's second {first}"
    attachments = sum(len(e.get("attachments", [])) for e in events)
    for name, expected, code in (("EventCount", len(events), "R014"), ("AttachmentCount", attachments, "R016")):
        value = file.header("X-RSMF-" + name)
        if value is not None and value != str(expected):
            yield code, "W", f"X-RSMF-{name} is {value}, manifest has {expected}"
    if file.header("X-RSMF-EventCount") is None:
        yield "R014", "W", "no X-RSMF-EventCount"
    listed = file.header("X-RSMF-Participants")
    if listed is not None:
        people = [p.get("display", "") for p in manifest.get("participants", [])]
        if any("," in name or name != name.strip() or not name for name in people):
            yield "R017", "W", "X-RSMF-Participants written although it cannot match"
        elif sorted(name.strip() for name in listed.split(",")) != sorted(people):
            yield "R017", "W", "X-RSMF-Participants is not the list of participants"
    if file.header("X-RSMF-EventCollectionID") != manifest.get("eventcollectionid"):
        yield "R019", "W", "X-RSMF-EventCollectionID is not the manifest's"
    custodian = file.header("X-RSMF-Custodian")
    ids = {c.get("custodian") for c in manifest.get("conversations", [])} - {None}
    if ids and manifest.get("version") == "2.0.0" and custodian is None:
        yield "R020", "W", "a conversation has a custodian, the header is missing"


def zip_layer(file):
    manifest = file.manifest
    names = [entry.filename for entry in file.entries]
    if names.count("rsmf_manifest.json") != 1:
        yield "R032", "E", "more than one manifest"
    if names and names[0] != "rsmf_manifest.json":
        yield "S10", "W", "the manifest is not the first entry"
    if names[1:] != sorted(names[1:], key=lambda name: name.encode()):
        yield "S10", "W", "entries are not sorted"
    for entry in file.entries:
        yield from one_entry(file, entry)
    folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
    if len(set(folded)) != len(folded):
        yield "R039", "W", "entry names differ by case or normal form only"
    wanted = {}
    for event in manifest.get("events", []):
        for attachment in event.get("attachments", []):
            wanted[attachment.get("id")] = "R034"
            data = file.files.get(attachment.get("id"))
            if data is not None and "size" in attachment and attachment["size"] != len(data):
                yield "R040", "W", f"size of {attachment['id']} is {attachment['size']}, entry has {len(data)}"
    for people, member, code in (("participants", "avatar", "R035"), ("conversations", "icon", "R036")):
        for row in manifest.get(people, []):
            if member in row:
                wanted[row[member]] = code
                if not file.files.get(row[member], IMAGES[0]).startswith(IMAGES):
                    yield "R042", "W", f"{row[member]} is no PNG, JPG or GIF"
    for name, code in wanted.items():
        if name not in file.files:
            yield code, "W", f"{name} is not in rsmf.zip"
    for name in names:
        if name != "rsmf_manifest.json" and name not in wanted:
            yield "R037", "W", f"nothing refers to {name}"


def one_entry(file, entry):
    name = entry.filename
    if entry.compress_type not in (0, 8) or entry.flag_bits & 1:
        yield "R030", "E", f"{name}: method {entry.compress_type}, flags {entry.flag_bits:#x}"
    if entry.flag_bits & 8:
        yield "S10", "W", f"{name} has a data descriptor"
    if entry.date_time != (1980, 1, 1, 0, 0, 0):
        yield "S10", "W", f"{name} has the time {entry.date_time}"
    if not name.isascii() and not entry.flag_bits & 0x800:
        yield "R038", "W", f"{name}: no UTF-8 flag"
    if re.search(r'[/\\<>:"|?*\x00-\x1f]', name) or name.strip(". ") != name or len(name.encode()) > 200:
        yield "R038", "W", f"name is not portable: {name!r}"
    if unicodedata.normalize("NFC", name) != name:
        yield "R039", "W", f"name is not in normal form C: {name!r}"
    if entry.file_size == 0:
        yield "R041", "E", f"{name} has no bytes"
    if entry.compress_size and entry.file_size > (1 << 20) and entry.file_size // entry.compress_size > 1200:
        yield "R043", "I", f"{name} is packed 1:{entry.file_size // entry.compress_size}"
    # The local header must say the same as the directory: streaming readers believe it.
    fields = struct.unpack_from("<4sHHHHHIIIHH", file.zip_bytes, entry.header_offset)
    if entry.file_size < 0xFFFFFFFF and fields[6:9] != (entry.CRC, entry.compress_size, entry.file_size):
        yield "R033", "E", f"{name}: local header disagrees with the directory"
