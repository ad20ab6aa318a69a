"""Layer zip: the archive and its entries, against what the manifest names."""
import struct

from cases import EVERY, V1, V2, breaks, spares
from sample import AVATAR, PHOTO, PLAN, Sample
from zip_writer import DESCRIPTOR_FLAG, ENCRYPTED_FLAG, Entry, write_zip

ANY = {"bases": EVERY}
MB = 1 << 20


def attach(name: str, data: bytes = b"Some words.", **details):
    """A further attachment, named and present."""
    def change(f: Sample):
        f.event(2).setdefault("attachments", []).append({"id": name, "display": name.rpartition("/")[2], "size": len(data)})
        f.entries.append(Entry(name, data, **details))
    return change


def entry(name: str, **details):
    return lambda f: vars(f.entry(name)).update(details)


def extra(name: str, data: bytes = b"Some words."):
    return lambda f: f.entries.append(Entry(name, data))


def spoil(at, mask: int = 0xFF):
    """Spoils a byte of the zip, `at` found by a function."""
    def of(data: bytes) -> bytes:
        changed = bytearray(data)
        changed[at(data)] ^= mask
        return bytes(changed)
    return lambda f: f.on_zip.append(of)


def data_of(name: bytes):
    """The first byte of an entry's data."""
    return lambda data: data.index(b"PK\3\4" + data[data.index(name) - 26:data.index(name)]) + 30 + len(name)


def beyond(name: bytes):
    """Sends the directory's entry of that name beyond all bytes."""
    def of(data: bytes) -> bytes:
        at = data.index(b"PK\1\2", data.rindex(name) - 46) + 42
        return data[:at] + b"\xfe\xff\xff\x7f" + data[at + 4:]
    return of


def picture(f: Sample, data: bytes):
    f.entry("ada.png").data = data


def icon(present: bool):
    def change(f: Sample):
        f.conversation(0)["icon"] = "slack.png"
        if present:
            f.entries.append(Entry("slack.png", AVATAR))
    return change


INNER = write_zip([Entry("rsmf_manifest.json", b"{}"), Entry("more.txt", b"Some words.")])
NO_MANIFEST = "the manifest cannot be read"
UNNAMED = "nobody names the entry"

breaks("R030", "no directory", lambda f: f.on_zip.append(lambda data: data[:-22] + b"\0" * 22), **ANY)
breaks("R030", "cut in the middle", lambda f: f.on_zip.append(lambda data: data[:len(data) // 2]), **ANY, also={"*": "the manifest is cut off with it"})
breaks("R030", "noise", lambda f: f.on_zip.append(lambda data: b"\x5a" * 500), **ANY)
breaks("R030", "cut off behind a zip in it", lambda f: (f.entries.append(Entry("inner.zip", INNER, stored=True)), f.on_zip.append(
    lambda data: data[:data.index(INNER) + len(INNER)])), bases=(V2,), also={"*": "what follows is lost"})
breaks("R030", "another zip behind it", lambda f: f.on_zip.append(lambda data: data + INNER), bases=(V2,),
       also={"R134": "it stands behind the zip"})
spares("R030", "a zip in it", attach("inner.zip", INNER, stored=True))
spares("R030", "stored entries", lambda f: [setattr(e, "stored", True) for e in f.entries], **ANY)
breaks("R031", "another name", lambda f: setattr(f, "manifest_name", "manifest.json"), **ANY)
breaks("R031", "in a folder", lambda f: setattr(f, "manifest_name", "chat/rsmf_manifest.json"), bases=(V2, V1),
       also={"R038": "that is a folder"})
breaks("R031", "in capitals", lambda f: setattr(f, "manifest_name", "RSMF_Manifest.json"), **ANY)
spares("R031", "not the first entry", lambda f: (setattr(f, "manifest_name", None), f.entries.append(
    Entry("rsmf_manifest.json", f.manifest_bytes()))), **ANY)
breaks("R032", "the same twice", lambda f: f.entries.append(Entry("rsmf_manifest.json", f.manifest_bytes())), bases=(V2, V1),
       entry="rsmf_manifest.json")
spares("R032", "one more in a folder", lambda f: f.entries.append(Entry("old/rsmf_manifest.json", b"{}")), bases=(V2, V1),
       also={"R037": UNNAMED, "R038": "that is a folder"})
breaks("R033", "checksum", entry("plan.txt", crc=1), entry="plan.txt")
breaks("R033", "size", entry("plan.txt", size=len(PLAN) + 1), entry="plan.txt", also={"R040": "the manifest states the true one"})
breaks("R033", "an offset beyond the zip", lambda f: f.on_zip.append(beyond(b"plan.txt")), entry="plan.txt")
breaks("R033", "a spoiled byte", lambda f: (setattr(f.entry("plan.txt"), "stored", True),
                                            spoil(lambda data: data.index(PLAN))(f)), entry="plan.txt")
spares("R033", "stored", entry("plan.txt", stored=True))
breaks("R034", "the file is missing", lambda f: f.entries.remove(f.entry("plan.txt")), at="/events/0/attachments/0/id")
breaks("R034", "another letter case", lambda f: f.event(0)["attachments"][0].update(id="Plan.txt"),
       at="/events/0/attachments/0/id", also={"R037": "so nobody names the file"})
spares("R034", "in another message", lambda f: f.event(2).update(attachments=[dict(f.event(0)["attachments"][0])]))
breaks("R035", "the file is missing", lambda f: f.entries.remove(f.entry("ada.png")), at="/participants/0/avatar")
spares("R035", "two with the same avatar", lambda f: f.person(1).update(avatar="ada.png"))
breaks("R036", "the file is missing", icon(False), at="/conversations/0/icon", bases=(V2,))
spares("R036", "the file is there", icon(True), bases=(V2,), also={"R037": "Relativity counts no icon as named"})
breaks("R037", "a file more", extra("more.txt"), entry="more.txt", **ANY)
breaks("R037", "a folder", extra("media/", b""), entry="media/", **ANY, also={"R038": "that is a folder"})
spares("R037", "a picture as attachment and avatar", lambda f: f.event(2).update(
    attachments=[{"id": "ada.png", "display": "ada.png", "size": len(AVATAR)}]))
breaks("R038", "a backslash", attach("media\\more.txt"), entry="media\\more.txt", also={"R130": "it is an attachment's"})
breaks("R038", "an unnamed file in a folder", extra("media/more.txt"), entry="media/more.txt", **ANY, also={"R037": UNNAMED})
spares("R038", "points and blanks", attach("more words .v2.txt"))
breaks("R039", "capitals", lambda f: (attach("notes.txt")(f), attach("Notes.TXT")(f)))
breaks("R039", "accents in two forms", lambda f: (attach("caf\u00e9.txt")(f), attach("cafe\u0301.txt")(f)))
spares("R039", "with and without accent", lambda f: (attach("caf\u00e9.txt")(f), attach("cafe.txt")(f)))
breaks("R040", "one byte more", lambda f: f.event(0)["attachments"][0].update(size=len(PLAN) + 1), at="/events/0/attachments/0*")
spares("R040", "no size", lambda f: f.event(0)["attachments"][0].pop("size"), bases=(V2,))
breaks("R041", "an empty attachment", lambda f: (entry("plan.txt", data=b"")(f), f.event(0)["attachments"][0].update(size=0)),
       entry="plan.txt")
breaks("R041", "an empty avatar", lambda f: picture(f, b""), entry="ada.png")
spares("R041", "one byte", lambda f: (entry("plan.txt", data=b"!")(f), f.event(0)["attachments"][0].update(size=1)))
breaks("R042", "a BMP", lambda f: picture(f, b"BM" + bytes(60)), entry="ada.png")
breaks("R042", "a text", lambda f: picture(f, b"<svg/>"), entry="ada.png")
spares("R042", "a GIF called .png", lambda f: picture(f, b"GIF89a" + bytes(30)))
spares("R042", "a JPG", lambda f: picture(f, b"\xff\xd8\xff\xe0" + bytes(30)))
breaks("R043", "five hundred to one", attach("zeros.bin", bytes(20 * MB)), entry="zeros.bin", bases=(V2,))
spares("R043", "small zeros", attach("zeros.bin", bytes(MB // 2)), bases=(V2,))

breaks("R130", "an attachment in a folder", lambda f: setattr(f.entry("plan.txt"), "name", "media/plan.txt"), entry="media/plan.txt",
       also={"R038": "that is a folder"})
breaks("R130", "named with its folder", attach("media/more.txt"), entry="media/more.txt", also={"R038": "that is a folder"})
spares("R130", "beside an unnamed one", extra("media/plan.txt", PLAN), also={"R037": UNNAMED, "R038": "that is a folder"})
breaks("R131", "one level up", extra("../more.txt"), entry="../more.txt", **ANY, also={"R037": UNNAMED})
breaks("R131", "from the root", extra("/etc/more.txt"), entry="/etc/more.txt", **ANY,
       also={"R037": UNNAMED})
breaks("R131", "a drive", extra("C:\\more.txt"), entry="C:\\more.txt", **ANY, also={"R037": UNNAMED})
breaks("R131", "no name", extra(""), bases=(V2,), also={"R037": UNNAMED})
spares("R131", "points in the name", attach("..more.txt"))
spares("R131", "points at its end", attach("more..txt"))
breaks("R132", "a terabyte, it says", attach("zeros.bin", bytes(3 * MB), size=0xFFFFFFFE), entry="zeros.bin", bases=(V2,),
       also={"R040": "the manifest states the truth"})
spares("R132", "a hundred to one", attach("zeros.bin", bytes(range(256)) * 8 * 1024), bases=(V2,))
breaks("R133", "behind the bytes", entry("plan.txt", flags=DESCRIPTOR_FLAG), entry="plan.txt")
spares("R133", "in front", entry("plan.txt", flags=0))
breaks("R134", "bytes in front", lambda f: f.on_zip.append(lambda data: b"MZ stub" + data), **ANY)
breaks("R134", "bytes behind", lambda f: f.on_zip.append(lambda data: data + b"rest"), **ANY)
spares("R134", "a comment", lambda f: f.on_zip.append(lambda data: data[:-2] + struct.pack("<H", 5) + b"hello"), **ANY)
breaks("R135", "another name", entry("plan.txt", local={"name": b"plot.txt"}), entry="plan.txt")
breaks("R135", "another size", entry("plan.txt", local={"size": len(PLAN) + 7}), entry="plan.txt")
spares("R135", "behind the bytes", entry("plan.txt", flags=DESCRIPTOR_FLAG), also={"R133": "that is what it is"})
breaks("R136", "code page 437", attach("caf\u00e9.txt", raw_name=b"caf\x82.txt"))
spares("R136", "with its flag", attach("caf\u00e9.txt"))
breaks("R137", "encrypted", entry("plan.txt", flags=ENCRYPTED_FLAG), entry="plan.txt")
breaks("R137", "bzip2", entry("plan.txt", method=12), entry="plan.txt")
spares("R137", "stored", entry("photo.png", stored=True))
