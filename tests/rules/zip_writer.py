"""A zip written byte by byte, so that each field of it can be wrong."""
import struct
import zlib
from dataclasses import dataclass, field

DOS_TIME, DOS_DATE = 0, 0x21  # 1980-01-01
UTF8_FLAG, DESCRIPTOR_FLAG, ENCRYPTED_FLAG = 0x800, 0x8, 0x1


@dataclass
class Entry:
    name: str
    data: bytes
    stored: bool = False
    method: int = None  # what the headers say; None: the truth
    flags: int = 0
    crc: int = None
    size: int = None  # what both headers say of the unpacked bytes
    raw_name: bytes = None
    local: dict = field(default_factory=dict)  # what the local header alone says: name, crc, size, packed_size

    def packed(self) -> bytes:
        if self.stored:
            return self.data
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.data) + deflate.flush()


def write_zip(entries: list, comment: bytes = b"") -> bytes:
    out, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.raw_name if entry.raw_name is not None else entry.name.encode()
        flags = entry.flags | (0 if name.isascii() or entry.raw_name is not None else UTF8_FLAG)
        method = entry.method if entry.method is not None else (0 if entry.stored else 8)
        packed = entry.packed()
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        offset = len(out)
        behind = flags & DESCRIPTOR_FLAG
        local = {"name": name, "crc": 0 if behind else crc, "packed_size": 0 if behind else len(packed),
                 "size": 0 if behind else size, **entry.local}
        out += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, DOS_TIME, DOS_DATE, local["crc"],
                           local["packed_size"], local["size"], len(local["name"]), 0) + local["name"] + packed
        if behind:
            out += struct.pack("<4sIII", b"PK\7\b", crc, len(packed), size)
        directory += struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, flags, method, DOS_TIME, DOS_DATE, crc,
                                 len(packed), size, len(name), 0, 0, 0, 0, 0, offset) + name
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(out), len(comment))
    return bytes(out + directory + end + comment)
