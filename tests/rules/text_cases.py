"""Layer text: the manifest as JSON."""
from cases import EVERY, V1, V2, breaks, spares
from sample import Sample


def manifest(change):
    return lambda f: f.on_manifest.append(change)


def replace(old: bytes, new: bytes):
    return manifest(lambda text: text.replace(old, new, 1))


def body(value: bytes):
    """The body of the fourth event, as raw JSON."""
    return replace(b'"Quay 4."', b'"' + value + b'"')


def depth(levels: int):
    return replace(b'"body": "Quay 4.', b'"deep": ' + b"[" * levels + b"]" * levels + b', "body": "Quay 4')


ANY = {"bases": EVERY}
DEEP = "that is where such a thing fits"

breaks("R050", "Latin-1", body(b"caf\xe9"), at="/events/3/body")
breaks("R050", "an overlong form", body(b"\xc0\xaf"), at="/events/3/body")
breaks("R050", "a surrogate in UTF-8", body(b"\xed\xa0\x80"), at="/events/3/body")
breaks("R050", "cut at the end", body(b"\xf0\x9f\x9a"), at="/events/3/body")
spares("R050", "the last of Unicode", body("\U0010fffd".encode()))
breaks("R051", "a comment", replace(b'"events"', b'// all\n "events"'))
breaks("R051", "NaN", replace(b'"size": 14', b'"size": NaN'))
breaks("R051", "single quotes", replace(b'"high"', b"'high'"))
breaks("R051", "a raw line end in a string", body(b"one\ntwo"))
breaks("R051", "an escape that is none", body(b"\\x41"))
breaks("R051", "something behind the end", manifest(lambda text: text + b"\n{}"), **ANY)
breaks("R051", "a leading zero", replace(b'"size": 14', b'"size": 014'))
breaks("R051", "cut off", manifest(lambda text: text[:text.index(b'"id": "e6"') + 4]), bases=(V2, V1),
       also={"*": "what follows is missing"})
breaks("R051", "no comma", replace(b'"type": "join",', b'"type": "join"'))
spares("R051", "blanks behind the end", manifest(lambda text: text + b" \r\n\t"), **ANY)
spares("R051", "escapes", body(b'\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 \\ud83d\\udea2'), also={"R055": "backspace and form feed"})
breaks("R052", "in an object", replace(b'"importance": "normal"', b'"importance": "normal",'))
breaks("R052", "in an array", manifest(lambda text: text[:text.rindex(b"]")] + b"," + text[text.rindex(b"]"):]), bases=(V1,))
spares("R052", "in a string", body(b"one, } two, ]"))
breaks("R053", "body twice", replace(b'"body": "Which quay?"', b'"body": "Which?", "body": "Which quay?"'), at="/events/2/body")
breaks("R053", "once with an escape", replace(b'"body": "Which quay?"', b'"b\\u006fdy": "Which?", "body": "Which quay?"'),
       at="/events/2/body")
breaks("R053", "of the root", replace(b'"version":', b'"version": "9.9.9", "version":'), at="/version", bases=(V2, V1),
       also={"R067": "the first one is no version"})
spares("R053", "in two objects", lambda f: f.event(3).update(custom=[{"name": "a", "value": "1"}, {"name": "a", "value": "1"}]))
breaks("R054", "an array", manifest(lambda text: b"[" + text + b"]"), at="", **ANY)
breaks("R054", "a string", manifest(lambda text: b'"manifest"'), at="", bases=(V2, V1))
spares("R054", "blanks before it", manifest(lambda text: b"\r\n\t " + text), **ANY)
breaks("R055", "half a pair", body(b"ship \\ud83d"), at="/events/3/body")
breaks("R055", "the other half", body(b"ship \\udea2 ship"), at="/events/3/body")
breaks("R055", "NUL", body(b"a\\u0000b"), at="/events/3/body")
breaks("R055", "a bell", body(b"a\\u0007b"), at="/events/3/body")
spares("R055", "a pair", body(b"ship \\ud83d\\udea2"))
spares("R055", "tab and line ends", body(b"a\\tb\\r\\nc"))
breaks("R056", "200 levels", depth(200), also={"R068": DEEP})
breaks("R056", "200,000 levels", depth(200_000), also={"R068": DEEP})
spares("R056", "100 levels", depth(100), also={"R068": DEEP})
breaks("R057", "a mark", manifest(lambda text: b"\xef\xbb\xbf" + text), **ANY)
spares("R057", "inside a string", body("\ufeffhello".encode()))
for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
    breaks("R058", name + " with a mark", manifest(lambda text, name=name: ("\ufeff" + text.decode()).encode(name)), **ANY)
breaks("R058", "utf-16-le without a mark", manifest(lambda text: text.decode().encode("utf-16-le")), bases=(V2, V1))
spares("R058", "letters of all kinds", body("\u4e2d\u6587 \u05e9".encode()))
