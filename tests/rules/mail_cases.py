"""Layers file, mail and headers."""
import base64

from cases import EVERY, V1, V2, breaks, spares
from sample import BOUNDARY, Sample

MB = 1_000_000
SECOND = ('Content-Type: text/plain; name="note.txt"\r\nContent-Transfer-Encoding: base64\r\n'
          'Content-Disposition: %s; filename="note.txt"\r\n', base64.b64encode(b"A note.").decode() + "\r\n")


def header(name: str, value):
    return lambda f: f.set_header(name, value)


def part(head: str, body: str):
    return lambda f: f.between.append((head, body))


def zip_head(encoding="Content-Transfer-Encoding: base64", disposition='Content-Disposition: attachment; filename="rsmf.zip"',
             kind="Content-Type: application/zip"):
    return lambda f: setattr(f, "zip_head", "".join(line + "\r\n" for line in (kind, encoding, disposition) if line))


def replace(old: bytes, new: bytes, count: int = 1):
    return lambda f: f.on_mail.append(lambda data: data.replace(old, new, count))


def nested(f: Sample):
    inner = (f'Content-Type: multipart/mixed; boundary="inner"\r\n', f"--inner\r\n{f.zip_head}\r\n")
    f.zip_head = inner[0] + "\r\n" + inner[1][:-2]
    f.closing = "--inner--\r\n" + f.closing


def header_of(length: int):
    def change(f: Sample):
        f.add_header("X-RSMF-" + "N" * (length - 7), "x")
    return change


ANY = {"bases": EVERY}
FOLLOWS = "the rule is about the same value"
TAIL = {code: "the file is filled up with NULs" for code in ("R026", "R128")}
UNREAD = "nothing below the mail can be read"

breaks("R000", "noise", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: bytes(range(251, 0, -1)) * 40), bases=(V2,))
breaks("R000", "no bytes", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: b""), bases=(V2,))
spares("R000", "a zip by itself", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: zipped), file_name="rsmf.zip")
spares("R000", "a manifest by itself", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: manifest),
       file_name="rsmf_manifest.json")

breaks("R001", "a line that is no header", replace(b"Subject:", b"Subject", 1), line=b"Subject", **ANY,
       also={"R024": "there is no Subject then"})
breaks("R001", "a boundary that is not in the body", replace(b'boundary="', b'boundary="other', 1), **ANY,
       also={"R005": UNREAD, "R009": UNREAD})
breaks("R001", "a zip under the name of a mail", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: zipped), bases=(V2,))
breaks("R001", "a manifest under the name of a mail", lambda f: setattr(f, "whole", lambda mail, zipped, manifest: manifest), bases=(V2,))
breaks("R001", "two encodings of a part", zip_head(encoding="Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit"),
       line=b"Content-Transfer-Encoding: 7bit", **ANY)
spares("R001", "the same encoding twice", zip_head(encoding="Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: base64"))
spares("R001", "a folded header", replace(b"Subject: ", b"Subject:\r\n ", 1), **ANY)
spares("R001", "a boundary without quotes", lambda f: f.on_mail.append(
    lambda data: data.replace(b'"' + BOUNDARY.encode() + b'"', b"rsmf").replace(BOUNDARY.encode(), b"rsmf")), bases=(V2, V1))

breaks("R002", "no version header", lambda f: f.drop_header("X-RSMF-Version"), **ANY)
spares("R002", "its name in lower case", replace(b"X-RSMF-Version", b"x-rsmf-version"), **ANY)
breaks("R003", "version 3.0.0", header("X-RSMF-Version", "3.0.0"), line=b"X-RSMF-Version", **ANY, also={"R004": FOLLOWS})
breaks("R003", "version 2.0", header("X-RSMF-Version", "2.0"), line=b"X-RSMF-Version", bases=(V2,), also={"R004": FOLLOWS})
spares("R003", "a blank behind the version", replace(b".0.0\r\nX-RSMF-Gen", b".0.0 \r\nX-RSMF-Gen", 1), bases=(V2, V1))
breaks("R004", "2.0.0 around 1.0.0", header("X-RSMF-Version", "2.0.0"), line=b"X-RSMF-Version", bases=(V1,))
breaks("R004", "1.0.0 around 2.0.0", header("X-RSMF-Version", "1.0.0"), line=b"X-RSMF-Version", bases=(V2,),
       also={"R023": "1.0.0 has not those headers"})
spares("R004", "the same version", lambda f: None, **ANY)
breaks("R005", "another name", zip_head(disposition='Content-Disposition: attachment; filename="data.zip"'), **ANY)
breaks("R005", "a single part", header("Content-Type", "text/plain"), **ANY)
spares("R005", "a type of its own", zip_head(kind="Content-Type: application/octet-stream"), **ANY)
breaks("R006", "a second attachment", part(SECOND[0] % "attachment", SECOND[1]), **ANY)
breaks("R006", "a second one, inline", part(SECOND[0] % "inline", SECOND[1]), **ANY)
spares("R006", "a second text", part("Content-Type: text/html\r\n", "<p>Hello</p>\r\n"), **ANY,
       also={"R027": "that is what it is"})
breaks("R007", "lines of 80 columns", lambda f: setattr(f, "width", 80), **ANY)
breaks("R007", "a foreign character", lambda f: f.on_base64.append(lambda code: code[:40] + "!" + code[40:]), bases=(V2, V1))
breaks("R007", "padding cut off", lambda f: (padded(f), f.on_base64.append(lambda code: code.rstrip("=\r\n") + "\r\n")), **ANY)
breaks("R007", "seven bits", zip_head(encoding="Content-Transfer-Encoding: 7bit"), **ANY)
spares("R007", "lines of 60 columns", lambda f: setattr(f, "width", 60), **ANY)
breaks("R008", "inline", zip_head(disposition='Content-Disposition: inline; filename="rsmf.zip"'), **ANY)
spares("R008", "parameters on a line of their own", zip_head(disposition='Content-Disposition: attachment;\r\n filename="rsmf.zip"'), **ANY)
breaks("R009", "no text part", lambda f: setattr(f, "text", None), **ANY)
breaks("R009", "blanks only", lambda f: setattr(f, "text", " \r\n \r\n"), **ANY)
spares("R009", "one word", lambda f: setattr(f, "text", "Hello"), **ANY)
spares("R009", "in base64", lambda f: (setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: base64\r\n"),
                                       setattr(f, "text", base64.b64encode(b"Hello").decode())), **ANY)

breaks("R010", "words", header("X-RSMF-BeginDate", "the first of March"), line=b"BeginDate", **ANY)
breaks("R010", "no such day", header("X-RSMF-EndDate", "2024-02-30T08:00:00Z"), line=b"EndDate", **ANY)
spares("R010", "no dates at all", lambda f: f.drop_header("X-RSMF-BeginDate", "X-RSMF-EndDate"), **ANY)
breaks("R011", "no zone", header("X-RSMF-BeginDate", "2024-03-01T08:00:00"), line=b"BeginDate", bases=(V2, V1))
spares("R011", "an offset", header("X-RSMF-BeginDate", "2024-03-01T10:00:00+02:00"))
breaks("R012", "the year 1", header("X-RSMF-BeginDate", "0001-01-01T00:00:00Z"), line=b"BeginDate", bases=(V2,))
spares("R010", "the year 1601", header("X-RSMF-EndDate", "1601-01-01T00:00:00Z"), also={"R012": "no event is of it"})
breaks("R012", "a second late", header("X-RSMF-BeginDate", "2024-03-01T08:00:01Z"), line=b"BeginDate",
       also={"R028": "Date is the true begin"})
breaks("R012", "a tenth of a microsecond early", header("X-RSMF-EndDate", "2024-03-01T08:13:00.4999999Z"), line=b"EndDate", bases=(V2,))
spares("R012", "the same instant elsewhere", header("X-RSMF-BeginDate", "2024-03-01T09:00:00.0000000+01:00"))
breaks("R013", "none", header("X-RSMF-EventCount", "0"), line=b"EventCount", **ANY)
breaks("R013", "a word", header("X-RSMF-EventCount", "ten"), line=b"EventCount", **ANY)
breaks("R013", "below zero", header("X-RSMF-EventCount", "-8"), line=b"EventCount", **ANY)
spares("R013", "no count", lambda f: f.drop_header("X-RSMF-EventCount"), **ANY)
breaks("R014", "one too many", header("X-RSMF-EventCount", "11"), line=b"EventCount", **ANY)
spares("R014", "with blanks around", header("X-RSMF-EventCount", lambda m: f"  {len(m['events'])} "), **ANY)
breaks("R015", "a word", header("X-RSMF-AttachmentCount", "two"), line=b"AttachmentCount", bases=(V2,))
breaks("R015", "below zero", header("X-RSMF-AttachmentCount", "-1"), line=b"AttachmentCount", bases=(V2,))
spares("R015", "no count", lambda f: f.drop_header("X-RSMF-AttachmentCount"), bases=(V2,))
breaks("R016", "the avatar counted", header("X-RSMF-AttachmentCount", "3"), line=b"AttachmentCount", bases=(V2,))
spares("R016", "none, and none", lambda f: (f.event(0).pop("attachments"), f.entries.__delitem__(slice(1, None))), bases=(V2,))
breaks("R017", "one is missing", header("X-RSMF-Participants", "Ada Quill,Ben Ode,Zoë Ñu"), line=b"Participants", bases=(V2,))
breaks("R017", "encoded words", header("X-RSMF-Participants", "Ada Quill,Ben Ode,=?utf-8?Q?Zo=C3=AB_=C3=91u?=,Dan"),
       line=b"Participants", bases=(V2,))
spares("R017", "another order, with blanks", header("X-RSMF-Participants", "Dan, Zoë Ñu,Ben Ode ,Ada Quill"), bases=(V2,))
spares("R017", "left out", lambda f: f.drop_header("X-RSMF-Participants"), bases=(V2,))
breaks("R018", "Ode, Ben", lambda f: f.person(1).update(display="Ode, Ben"), line=b"Participants", bases=(V2,),
       also={"R017": "Relativity finds two names where there is one"})
spares("R018", "a comma, but no header", lambda f: (f.person(1).update(display="Ode, Ben"), f.drop_header("X-RSMF-Participants")),
       bases=(V2,))
breaks("R019", "another id", header("X-RSMF-EventCollectionID", "harbour-2025"), line=b"EventCollectionID", bases=(V2,))
spares("R019", "neither has one", lambda f: f.manifest.pop("eventcollectionid"), bases=(V2,))
breaks("R020", "somebody else", header("X-RSMF-Custodian", "Dan"), line=b"Custodian", bases=(V2,))
spares("R020", "the custodian's id", header("X-RSMF-Custodian", "P1"), bases=(V2,))
spares("R020", "no conversation has one", lambda f: [f.conversation(i).pop("custodian") for i in (0, 1)], bases=(V2,))
breaks("R021", "a header twice", lambda f: f.add_header("X-RSMF-Generator", "other 2.0"), line=b"X-RSMF-Generator", bases=(V2, V1))
breaks("R021", "an empty header", header("X-RSMF-Matter", ""), line=b"X-RSMF-Matter", bases=(V2, V1))
spares("R021", "an ordinary header twice", lambda f: f.add_header("Received", "by mail") or f.add_header("Received", "by hand"), **ANY)
breaks("R022", "255 characters", header_of(255), line=b"X-RSMF-NNN", **ANY)
spares("R022", "254 characters", header_of(254), **ANY)
breaks("R023", "Application in 1.0.0", lambda f: f.add_header("X-RSMF-Application", "slack"), line=b"Application", bases=(V1,))
spares("R023", "a header of one's own", lambda f: f.add_header("X-RSMF-Applications", "slack"), bases=(V1,))
for missing in ("From", "To", "Subject", "Date"):
    breaks("R024", f"no {missing}", lambda f, name=missing: f.drop_header(name), **ANY)
spares("R024", "no MIME-Version", lambda f: f.drop_header("MIME-Version"), **ANY)
breaks("R025", "a mail", lambda f: None, file_name="chat.eml", **ANY)
spares("R025", "in capitals", lambda f: None, file_name="CHAT.RSMF", **ANY)
breaks("R026", "bare LF", lambda f: f.on_mail.append(lambda data: data.replace(b"\r\n", b"\n")), **ANY)
breaks("R026", "999 characters", lambda f: f.add_header("X-RSMF-Long", "x" * (999 - 13)), line=b"X-RSMF-Long", **ANY)
breaks("R026", "a raw letter", header("Subject", "Hafen Zürich"), line=b"Subject", **ANY)
breaks("R026", "a bare CR", replace(b"noon.\r\nplan", b"noon.\rplan"), bases=(V2, V1))
spares("R026", "998 characters", lambda f: f.add_header("X-RSMF-Long", "x" * (998 - 13)), **ANY)
spares("R026", "an encoded word", header("Subject", "=?utf-8?Q?Hafen_Z=C3=BCrich?="), **ANY)
breaks("R027", "HTML as well", part("Content-Type: text/html\r\n", "<p>Hello</p>\r\n"), **ANY)
spares("R027", "the two parts", lambda f: None, **ANY)
breaks("R028", "a second late", header("Date", "Fri, 01 Mar 2024 08:00:01 +0000"), line=b"Date", bases=(V2, V1))
spares("R028", "the same instant elsewhere", header("Date", "Fri, 1 Mar 2024 03:00:00 -0500"), bases=(V2, V1))

breaks("R044", "200 MB and one", lambda f: None, sparse=200 * MB + 1, bases=(V2,), also=TAIL)
spares("R044", "not quite 200 MB", lambda f: None, sparse=200 * MB - 1, bases=(V2,), also=TAIL)
breaks("R045", "2 GB", lambda f: None, sparse=2000 * MB, bases=(V2,), also=TAIL)
spares("R045", "not quite 2 GB", lambda f: None, sparse=2000 * MB - 1, bases=(V2,), also={**TAIL, "R044": "it is larger than 200 MB"})

breaks("R120", "a folded version", replace(b"X-RSMF-Version: ", b"X-RSMF-Version:\r\n "), line=b"X-RSMF-Version", **ANY)
spares("R120", "another header folded", replace(b"X-RSMF-Generator: ", b"X-RSMF-Generator:\r\n "), **ANY)
breaks("R121", "BASE64", zip_head(encoding="Content-Transfer-Encoding: BASE64"), **ANY)
spares("R121", "the text's", lambda f: (setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: BASE64\r\n"),
                                        setattr(f, "text", base64.b64encode(b"Hello").decode())), **ANY)
breaks("R122", "one level down", nested, **ANY)
spares("R122", "text one level down", lambda f: (setattr(f, "text_head", 'Content-Type: multipart/alternative; boundary="i"\r\n'),
       setattr(f, "text", "--i\r\nContent-Type: text/plain\r\n\r\nHello\r\n--i--\r\n")), **ANY)
breaks("R123", "filename*", zip_head(disposition="Content-Disposition: attachment; filename*=utf-8''rsmf.zip"), **ANY)
breaks("R123", "two names", zip_head(disposition="Content-Disposition: attachment; filename=\"rsmf.zip\"; filename*=utf-8''x.exe"), **ANY)
breaks("R123", "no disposition", zip_head(kind='Content-Type: application/zip; name="rsmf.zip"', disposition=None), **ANY)
spares("R123", "without quotes", zip_head(disposition="Content-Disposition: attachment; filename=rsmf.zip"), **ANY)
breaks("R124", "not closed", lambda f: setattr(f, "closing", ""), **ANY)
spares("R124", "no line end behind", lambda f: setattr(f, "closing", f"--{BOUNDARY}--"), bases=(V2, V1))
breaks("R125", "a blank before the colon", replace(b"Subject:", b"Subject :"), line=b"Subject", **ANY)
spares("R125", "no blank behind it", replace(b"Subject: ", b"Subject:"), **ANY)
breaks("R126", "a long line of base64", lambda f: (setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: base64\r\n"),
       setattr(f, "text", base64.b64encode(b"Hello, is anybody there? " * 4).decode())), **ANY)
breaks("R126", "a wrong escape", lambda f: (setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: quoted-printable\r\n"),
       setattr(f, "text", "Caf=XY")), **ANY)
spares("R126", "right escapes", lambda f: (setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: quoted-printable\r\n"),
       setattr(f, "text", "Caf=C3=A9 =\r\nau lait")), **ANY)
breaks("R127", "Subject first", lambda f: f.headers.append(f.headers.pop(0)), **ANY)
spares("R127", "another behind it", lambda f: f.add_header("Message-ID", "<1@example.com>"), **ANY)
breaks("R128", "a preamble", lambda f: setattr(f, "preamble", "This is MIME.\r\n"), **ANY)
breaks("R128", "words behind the end", lambda f: setattr(f, "closing", f.closing + "Bye.\r\n"), **ANY)
spares("R128", "an empty line on each side", lambda f: (setattr(f, "preamble", "\r\n"), setattr(f, "closing", f.closing + "\r\n")), **ANY)
breaks("R129", "Latin-1", lambda f: setattr(f, "text_head", "Content-Type: text/plain; charset=iso-8859-1\r\n"), **ANY)
breaks("R129", "a byte that is no UTF-8", lambda f: (
    setattr(f, "text", "Caf\udce9 noon\r\n"), setattr(f, "text_head", f.text_head + "Content-Transfer-Encoding: 8bit\r\n")), **ANY)
spares("R129", "ASCII", lambda f: setattr(f, "text_head", "Content-Type: text/plain; charset=us-ascii\r\n"), **ANY)


def padded(f: Sample):
    """So that the zip's length asks for padding."""
    f.on_zip.append(lambda data: data if len(data) % 3 else data[:-2] + b"\1\0" + b"c")
