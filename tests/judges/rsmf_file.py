"""An .rsmf file taken apart with nothing but Python's own email, zipfile and json: a reader that shares no code with
the program under test."""
import email
import email.policy
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass, field


class Broken(Exception):
    """The file cannot be read any further. args: rule, message."""


@dataclass
class RsmfFile:
    raw: bytes
    headers: list = field(default_factory=list)  # (name, raw value after unfolding, folded?)
    message: email.message.EmailMessage = None
    text: str = ""
    attachment: email.message.EmailMessage = None
    zip_bytes: bytes = b""
    entries: list = field(default_factory=list)  # zipfile.ZipInfo
    files: dict = field(default_factory=dict)  # name -> bytes
    manifest_bytes: bytes = b""
    manifest: dict = field(default_factory=dict)
    duplicate_members: list = field(default_factory=list)

    def header(self, name: str):
        for key, value, _ in self.headers:
            if key.lower() == name.lower():
                return value
        return None


def read_headers(raw: bytes) -> list:
    head, separator, _ = raw.partition(b"\r\n\r\n")
    if not separator:
        raise Broken("R001", "no end of headers")
    headers = []
    for line in head.split(b"\r\n"):
        if line[:1] in (b" ", b"\t") and headers:
            name, value, _ = headers[-1]
            headers[-1] = (name, value + line.decode("utf-8"), True)
            continue
        match = re.match(rb"([!-9;-~]+):[ \t]?(.*)$", line, re.S)
        if not match:
            raise Broken("R001", f"not a header line: {line[:80]!r}")
        headers.append((match[1].decode("ascii"), match[2].decode("utf-8"), False))
    return headers


def strict_json(data: bytes, duplicates: list):
    def pairs(items):
        seen = set()
        for key, _ in items:
            if key in seen:
                duplicates.append(key)
            seen.add(key)
        return dict(items)

    def constant(word):
        raise Broken("R051", f"{word} is not JSON")

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Broken("R050", f"manifest is not UTF-8: {error}") from error
    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise Broken("R051", f"manifest is not JSON: {error}") from error


def read(raw: bytes) -> RsmfFile:
    """Raises Broken where no further reading is possible."""
    result = RsmfFile(raw)
    result.headers = read_headers(raw)
    result.message = email.message_from_bytes(raw, policy=email.policy.default)
    if result.message.defects or not result.message.is_multipart():
        raise Broken("R001", f"not a clean MIME multipart: {result.message.defects}")
    for part in result.message.iter_parts():
        if part.defects:
            raise Broken("R001", f"defects in a part: {part.defects}")
        if part.get_filename() == "rsmf.zip" and result.attachment is None:
            result.attachment = part
        elif part.get_content_type() == "text/plain" and not part.get_filename() and not result.text:
            result.text = part.get_content().replace("\r\n", "\n")
    if result.attachment is None:
        raise Broken("R005", "no part named rsmf.zip")
    result.zip_bytes = result.attachment.get_payload(decode=True)
    try:
        with zipfile.ZipFile(io.BytesIO(result.zip_bytes)) as archive:
            result.entries = archive.infolist()
            for entry in result.entries:
                result.files[entry.filename] = archive.read(entry)  # checks the CRC
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise Broken("R030", f"rsmf.zip: {error}") from error
    if "rsmf_manifest.json" not in result.files:
        raise Broken("R031", "no rsmf_manifest.json at the root of rsmf.zip")
    result.manifest_bytes = result.files["rsmf_manifest.json"]
    result.manifest = strict_json(result.manifest_bytes, result.duplicate_members)
    if not isinstance(result.manifest, dict):
        raise Broken("R054", "the manifest is not an object")
    return result
