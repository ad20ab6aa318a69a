python3 - <<'MAKE'
import base64, io, zipfile
b = io.BytesIO()
with zipfile.ZipFile(b, "w") as z:
    z.writestr("rsmf_manifest.json", '{"version":"2.0.0","participants":[],"conversations":[],"events":[]}')
    for name in ("../../evil.txt", "/tmp/evil.txt", "Photo.JPG", "photo.jpg", "headers.txt", "\x1b[2Jx.txt"):
        z.writestr(name, "content of " + name)
    z.writestr("broken.txt", "to be broken")
raw = b.getvalue().replace(b"to be broken", b"to be BROKEN")
head = "X-RSMF-Version: 2.0.0\r\nX-RSMF-Custom: \x1b[2J\r\nFrom: a@example.com\r\nMIME-Version: 1.0\r\n" \
       "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\n" \
       "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n" \
       "Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n\r\n"
open("h.rsmf", "wb").write(head.encode() + base64.encodebytes(raw).replace(b"\n", b"\r\n") + b"--b--\r\n")
MAKE
mkdir -p a/b
rsmf extract h.rsmf -o a/b/parts; echo $?
find . -type f | sort
rsmf inspect h.rsmf 2>/dev/null >text
grep -c -P '[\x00-\x09\x0b-\x1f\x7f]' text
sed -n '/^Layers/,$p' text
