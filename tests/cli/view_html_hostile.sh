# Whatever people wrote is characters of the page: it has no elements, attributes or addresses but ours.
cp "$root/tests/cli/input/hostile.ndjson" .
printf '\211PNG\r\n\032\n' >a.png
rsmf view --html --properties --receipts hostile.ndjson >page.html; echo $?
python3 - <<'CHECK'
import html.parser, re

class Page(html.parser.HTMLParser):
    tags, attributes, styles, open, text = set(), set(), set(), [], ""
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag not in ("meta", "img"):
            self.open.append(tag)
        for name, value in attributes:
            self.attributes.add(f"{tag} {name}")
            if name == "src":
                assert re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/=]*", value), value
            if name == "style":
                assert re.fullmatch(r"--h:\d+", value), value
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
    def handle_data(self, data):
        self.text += data
page = Page()
raw = open("page.html", newline="").read()
page.feed(raw)
page.close()
print(sorted(page.tags))
print(sorted(page.attributes))
print("left open:", page.open, "controls:", re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", raw))
for wanted in ("<script>alert(1)</script>", "javascript:alert(1)//", "\"v'", "<s>", "␀NUL", "<img src=x onerror=alert(1)>"):
    assert wanted in page.text, wanted
policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
print(raw.index("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy) < raw.index("<style>"))
CHECK
