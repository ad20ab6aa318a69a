// Zips written by hand, right or wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsmf {

/// Each entry's fields may be spoiled before bytes() writes them.
class ZipText {
 public:
  struct Entry {
    std::string name, content;
    std::string packed;      ///< what is written for content; add() sets it to the content itself
    std::string local_name;  ///< in the local header; empty: the same name
    uint16_t flags = 0, method = 0;
    uint32_t crc = 0;
    uint64_t size = 0;
    bool descriptor = false;
    int64_t local_offset = -1;  ///< in the directory; -1: the true one
  };
  Entry& add(std::string name, std::string content);
  Entry& add_deflated(std::string name, std::string content);
  std::vector<Entry> entries;
  std::string comment;
  bool without_directory = false;
  std::string bytes() const;
};

/// An RSMF mail around a zip, its parts in the usual form. Fields may be spoiled.
struct MailText {
  std::string headers =
      "X-RSMF-Version: 2.0.0\r\nFrom: a@example.com\r\nTo: b@example.com\r\nSubject: s\r\n"
      "Date: Fri, 01 Mar 2024 08:09:10 +0000\r\nMIME-Version: 1.0\r\n";
  std::string boundary = "bnd";
  std::string preamble;
  std::string text_headers = "Content-Type: text/plain; charset=\"utf-8\"\r\n";
  std::string text = "Hello\r\n";
  std::string more_parts;  ///< between the text and the zip, with their boundaries
  std::string zip_headers =
      "Content-Type: application/zip; name=\"rsmf.zip\"\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n";
  std::string zip;      ///< its bytes
  std::string encoded;  ///< if not empty, written instead of the zip's base64
  std::string end = "--bnd--\r\n";
  std::string bytes() const;
};

}  // namespace rsmf
