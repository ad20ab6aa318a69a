"""Where the values of a manifest stand: JSON pointer -> bytes from the start of its name to the end of its value."""
import re

SPACE = re.compile(rb"[ \t\r\n]*")
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.S)
OTHER = re.compile(rb"[^\s,\]}]+")


def spans(text: bytes) -> dict:
    found = {}

    def blank(at: int) -> int:
        return SPACE.match(text, at).end()

    def value(at: int, pointer: str, start: int) -> int:
        kind = text[at:at + 1]
        if kind in (b"{", b"["):
            end = members(at + 1, pointer) if kind == b"{" else elements(at + 1, pointer)
        else:
            end = (STRING if kind == b'"' else OTHER).match(text, at).end()
        found.setdefault(pointer, []).append((start, end))
        return end

    def members(at: int, pointer: str) -> int:
        at = blank(at)
        while text[at:at + 1] != b"}":
            name = STRING.match(text, at)
            key = name[0][1:-1].decode("utf-8", "replace").replace("~", "~0").replace("/", "~1")
            at = blank(value(blank(blank(name.end()) + 1), f"{pointer}/{key}", name.start()))
            at = blank(at + 1) if text[at:at + 1] == b"," else at
        return at + 1

    def elements(at: int, pointer: str) -> int:
        at, index = blank(at), 0
        while text[at:at + 1] != b"]":
            at = blank(value(at, f"{pointer}/{index}", at))
            at, index = (blank(at + 1) if text[at:at + 1] == b"," else at), index + 1
        return at + 1

    value(blank(0), "", 0)
    return found


def line_and_column(data: bytes, offset: int) -> tuple:
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, offset - start + 1
