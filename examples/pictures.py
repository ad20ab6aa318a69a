"""Two small pictures, drawn by a few lines of code, so that the examples hold real image files of our own."""
import struct
import zlib


def png(width: int, height: int, colour) -> bytes:
    """`colour(x, y)` gives (red, green, blue)."""
    rows = b"".join(b"\0" + bytes(part for x in range(width) for part in colour(x, y)) for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    # Stored, not deflated: the bytes must not depend on the version of zlib.
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


def jpeg(columns: int, rows: int, grey) -> bytes:
    """A grey picture of flat 8 x 8 blocks; `grey(column, row)` gives 0 to 255. Flat blocks have one coefficient each, so
    the code tables can be tiny: eleven sizes of differences (all codes of 4 bits), and "end of block"."""
    def segment(marker: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xff, marker, len(body) + 2) + body

    bits = ""
    before = 0
    for row in range(rows):
        for column in range(columns):
            level = (grey(column, row) - 128) // 2  # 8 x the mean, divided by the quantiser 16
            difference, before = level - before, level
            size = abs(difference).bit_length()
            bits += f"{size:04b}"
            if size:
                bits += f"{difference if difference > 0 else difference + (1 << size) - 1:0{size}b}"
            bits += "0"  # end of block
    bits += "1" * (-len(bits) % 8)
    scan = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\0")
    sizes = bytes([0, 0, 0, 11]) + bytes(12)
    one = bytes([1]) + bytes(15)
    return (b"\xff\xd8" + segment(0xe0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xdb, b"\0" + bytes([16]) * 64)
            + segment(0xc0, struct.pack(">BHHBBBB", 8, rows * 8, columns * 8, 1, 1, 0x11, 0))
            + segment(0xc4, b"\x00" + sizes + bytes(range(11))) + segment(0xc4, b"\x10" + one + b"\0")
            + segment(0xda, bytes([1, 1, 0, 0, 63, 0])) + scan + b"\xff\xd9")
