#!/usr/bin/python3
"""Writes the seeds of the zip target: small archives with one peculiarity each."""
import io
import struct
import zipfile
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "zip"


class Pipe(io.BytesIO):
    """Cannot seek, so that zipfile writes data descriptors."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise OSError("a pipe")


def archive(entries, method=zipfile.ZIP_DEFLATED, target=None, zip64=False):
    stream = target or io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as out:
        for name, content in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            with out.open(info, "w", force_zip64=zip64) as member:
                member.write(content)
    return stream.getvalue()


def main():
    text = b'[{"ts":"1700000000.000100","text":"hello"}]\n'
    chat = [("users.json", b"[]"), ("general/2024-03-01.json", text * 20)]
    plain = archive(chat)
    end = plain.rfind(b"PK\x05\x06")
    seeds = {
        "deflated": plain,
        "stored": archive(chat, zipfile.ZIP_STORED),
        "descriptors": archive(chat, target=Pipe()),
        "zip64": archive(chat, zip64=True),
        "unicode": archive([("\u043f\u0440\u0438\u0432\u0435\u0442/\u4f60\u597d.json", text)]),
        "unflagged_utf8": archive([("caf\u00e9.json", text)]).replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00"),
        "macos": archive([("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("a.txt", b"hello")]),
        "escape": archive([("../../etc/passwd", b"x"), ("/absolute", b"x"), ("C:\\windows", b"x"), ("a/../../b", b"x")]),
        "same_name": archive([("a.txt", b"one"), ("b.txt", b"x")]).replace(b"b.txt", b"a.txt"),
        "empty": archive([]),
        "empty_file": archive([("a.txt", b""), ("folder/", b"")]),
        "zeros": archive([("zeros", bytes(200_000))]),
        "encrypted": plain.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
        "wrong_crc": plain.replace(struct.pack("<I", zlib.crc32(text * 20)), b"\x01\x02\x03\x04"),
        "method_99": plain.replace(b"\x08\x00\x00\x00!\x00", b"\x63\x00\x00\x00!\x00"),
        "comment": plain[:end + 20] + struct.pack("<H", 9) + b"a comment",
        "prefix": b"#!/bin/sh\n" + plain,
        "no_directory": plain[:end],
        "offset_beyond": plain[:end + 16] + b"\xff\xff\xff\x7f" + plain[end + 20:],
        "many_entries_claimed": plain[:end + 8] + b"\xff\x7f\xff\x7f" + plain[end + 12:],
    }
    FOLDER.mkdir(exist_ok=True)
    for name, data in seeds.items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
