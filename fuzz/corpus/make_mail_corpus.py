#!/usr/bin/python3
"""Writes the seeds of the mail target: small RSMF mails with one peculiarity each."""
import base64
import io
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "mail"
MANIFEST = b'{"version":"2.0.0","participants":[],"conversations":[],"events":[]}'
HEAD = (b"X-RSMF-Version: 2.0.0\r\nFrom: a@example.com\r\nTo: =?utf-8?Q?J=C3=BC?= <b@example.com>\r\n"
        b"Subject: a\r\n folded subject\r\nDate: Fri, 01 Mar 2024 08:09:10 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n')
TEXT = b'--b1\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n'
ZIP = (b"--b1\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
       b'Content-Disposition: attachment; filename="rsmf.zip"\r\n\r\n')


def archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in (("rsmf_manifest.json", MANIFEST), ("A1.txt", b"attached " * 30)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, content)
    return stream.getvalue()


def lines(data, columns=76, end=b"\r\n"):
    text = base64.b64encode(data)
    return b"".join(text[i:i + columns] + end for i in range(0, len(text), columns))


def main():
    data = archive()
    text = TEXT % (b"quoted-printable", b"Gr=C3=BC=C3=9Fe, soft=\r\n line")
    plain = HEAD + text + ZIP + lines(data) + b"--b1--\r\n"
    seeds = {
        "plain": plain,
        "lf": plain.replace(b"\r\n", b"\n"),
        "long_lines": HEAD + text + ZIP + lines(data, 10000) + b"--b1--\r\n",
        "uneven_lines": HEAD + text + ZIP + lines(data[:57], 20) + lines(data[57:], 76) + b"--b1--\r\n",
        "base64_text": HEAD + TEXT % (b"base64", base64.b64encode("Grüße".encode())) + ZIP + lines(data) + b"--b1--\r\n",
        "nested": HEAD + b'--b1\r\nContent-Type: multipart/mixed; boundary="b1x"\r\n\r\n' +
                  text.replace(b"--b1", b"--b1x") + ZIP.replace(b"--b1", b"--b1x") + lines(data) + b"--b1x--\r\n--b1--\r\n",
        "encoded_name": plain.replace(b'filename="rsmf.zip"', b"filename*=utf-8''rsmf.zip"),
        "binary": HEAD + text + ZIP.replace(b"base64", b"binary") + data + b"\r\n--b1--\r\n",
        "unsaid_base64": plain.replace(b"Content-Transfer-Encoding: base64\r\n", b""),
        "unclosed": plain.replace(b"--b1--", b""),
        "extra_parts": HEAD + b"preamble\r\n" + text + b"--b1\r\nContent-Type: image/png; name=a\r\n\r\nx\r\n" + ZIP +
                       lines(data) + b"--b1--\r\nepilogue\r\n",
        "bare_manifest": b"\xef\xbb\xbf" + MANIFEST,
        "utf16_manifest": MANIFEST.decode().encode("utf-16"),
        "bare_zip": data,
    }
    FOLDER.mkdir(exist_ok=True)
    for name, content in seeds.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
