// Encoding a slice in a test.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/inflate.hpp"
#include "base/digest.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "support/judge.hpp"
#include "support/sample_slice.hpp"

namespace rsmf::test {

struct Encoded {
  EncodedSlice slice;
  std::string bytes, manifest;

  std::set<std::string_view> codes() const {
    std::set<std::string_view> codes;
    for (const Finding& finding : slice.findings) codes.insert(finding.spec->code);
    return codes;
  }
  bool has(std::string_view text) const { return manifest.find(text) != std::string::npos; }
  std::string header(std::string_view name) const {
    size_t at = slice.head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return "(none)";
    at += name.size() + 4;
    return slice.head.substr(at, slice.head.find("\r\n", at) - at);
  }
};

/// Stored, so that the manifest can be read without a zip reader.
inline EncodeOptions plain(RsmfVersion version = RsmfVersion::v2_0_0) {
  EncodeOptions options;
  options.version = version;
  options.compression = Compression::store;
  options.generator = "rsmf test";
  return options;
}

/// Encodes slices and holds every file to the judge.
class SliceEncoding : public testing::Test {
 protected:
  /// In one piece it must be the very file that it is in pieces.
  void expect_same_rendered(const Encoded& e) {
    EncodedSlice copy = e.slice;
    EXPECT_EQ(copy.can_render(), copy.streamed.empty() && copy.bytes <= 32 * 1024 * 1024);
    if (!copy.can_render()) return;
    copy.render(rendered_, hash_);
    EXPECT_EQ(rendered_.bytes, e.bytes);
    EXPECT_EQ(std::string_view(rendered_.sha256.data(), 64), Sha256::of(e.bytes));
    EXPECT_EQ(rendered_.crc32, crc32_of(e.bytes));
  }

  Encoded encode(const Slice& slice, const EncodeOptions& options = plain(),
                 const AttachmentStore& store = MemoryAttachments()) {
    Encoded e;
    SliceEncoder encoder(options, store);
    auto done = encoder.encode(slice, e.slice);
    EXPECT_TRUE(done) << done.error().message;
    auto written = e.slice.write_to(store, [&](std::string_view piece) -> Result<void> {
      e.bytes.append(piece);
      return {};
    });
    EXPECT_TRUE(written) << written.error().message;
    EXPECT_EQ(e.bytes.size(), e.slice.bytes);
    expect_same_rendered(e);
    size_t start = e.slice.zip.find("{\"version\""), end = e.slice.zip.find("]}\n", start);
    if (start != std::string::npos && end != std::string::npos) e.manifest = e.slice.zip.substr(start, end + 3 - start);
    files_.push_back(e.bytes);
    return e;
  }
  void TearDown() override {
    if (files_.empty()) return;
    EXPECT_EQ(judge_rsmf(files_, allowed_), "");
  }

  RenderedFile rendered_;  // used again and again, as a worker does
  Sha256 hash_;
  std::vector<std::string> files_;    // everything that was encoded
  std::vector<std::string> allowed_;  // rules that the input breaks, not the encoder
};

}  // namespace rsmf::test
