#include "support/zip_text.hpp"

#include "archive/deflater.hpp"
#include "archive/inflate.hpp"
#include "mime/base64_encode.hpp"

namespace rsmf {
namespace {

void put(std::string& to, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += char(value >> (8 * i));
}

void put_common(std::string& to, const ZipText::Entry& e, bool local) {
  bool later = local && e.descriptor;
  put(to, 20, 2);
  put(to, uint16_t(e.flags | (e.descriptor ? 8 : 0)), 2);
  put(to, e.method, 2);
  put(to, 0x00210000, 4);
  put(to, later ? 0 : e.crc, 4);
  put(to, later ? 0 : e.packed.size(), 4);
  put(to, later ? 0 : e.size, 4);
}

}  // namespace

ZipText::Entry& ZipText::add(std::string name, std::string content) {
  Entry e;
  e.name = std::move(name);
  e.crc = crc32_of(content);
  e.size = content.size();
  e.packed = content;
  e.content = std::move(content);
  entries.push_back(std::move(e));
  return entries.back();
}

ZipText::Entry& ZipText::add_deflated(std::string name, std::string content) {
  Entry& e = add(std::move(name), std::move(content));
  std::string packed;
  if (Deflater(Compression::smallest).append(e.content, packed)) {
    e.packed = packed;
    e.method = 8;
  }
  return e;
}

std::string ZipText::bytes() const {
  std::string out, directory;
  for (const Entry& e : entries) {
    uint64_t offset = e.local_offset < 0 ? out.size() : uint64_t(e.local_offset);
    const std::string& name = e.local_name.empty() ? e.name : e.local_name;
    put(out, 0x04034b50, 4);
    put_common(out, e, true);
    put(out, name.size(), 2);
    put(out, 0, 2);
    out += name + e.packed;
    if (e.descriptor) {
      put(out, 0x08074b50, 4);
      put(out, e.crc, 4);
      put(out, e.packed.size(), 4);
      put(out, e.size, 4);
    }
    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);
    put_common(directory, e, false);
    put(directory, e.name.size(), 2);
    put(directory, 0, 2 + 2 + 2 + 2);
    put(directory, 0, 4);
    put(directory, offset, 4);
    directory += e.name;
  }
  if (without_directory) return out;
  uint64_t at = out.size();
  out += directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, entries.size(), 2);
  put(out, entries.size(), 2);
  put(out, directory.size(), 4);
  put(out, at, 4);
  put(out, comment.size(), 2);
  return out + comment;
}

std::string MailText::bytes() const {
  std::string body = encoded;
  if (body.empty()) {
    Base64Lines lines;
    lines.add(zip, body);
    lines.finish(body);
  }
  return headers + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n" + preamble + "--bnd\r\n" +
         text_headers + "\r\n" + text + more_parts + "--bnd\r\n" + zip_headers + "\r\n" + body + end;
}

}  // namespace rsmf
