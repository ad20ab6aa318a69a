#include "json/record_cutter.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>

namespace rsmf {
namespace {

constexpr std::string_view kKeys[] = {"ts"};

// Gives its text out in small pieces.
class Trickle : public ByteSource {
 public:
  explicit Trickle(std::string_view text, size_t step = 7) : text_(text), step_(step) {}
  Result<size_t> read(std::span<char> into) override {
    size_t n = std::min({into.size(), text_.size(), step_});
    if (n) std::memcpy(into.data(), text_.data(), n);
    text_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view text_;
  size_t step_;
};

struct Cut {
  std::vector<std::string> pieces;  // "record" or "!broken", with its offset
  std::vector<OversizeRecord> oversize;
  bool unclosed = false;
};

// Everything a decoder would see.
Cut cut(std::string_view text, RecordCutterOptions options) {
  options.scanner.record_keys = kKeys;
  Trickle source(text);
  RecordCutter cutter(source, options);
  Cut result;
  Bytes frame;
  uint64_t offset = 0;
  while (*cutter.next(frame, offset, result.oversize)) {
    RecordScanner scanner(options.scanner);
    size_t at = 0;
    for (JsonPiece p; (p = scanner.next(frame.view(), at, true)).kind != JsonPiece::Kind::end; at = p.end) {
      std::string mark = p.kind == JsonPiece::Kind::record ? "" : "!";
      result.pieces.push_back(mark + std::to_string(offset + p.begin) + ":" +
                              std::string(frame.view().substr(p.begin, p.end - p.begin)));
      EXPECT_EQ(text.substr(offset + p.begin, p.end - p.begin), frame.view().substr(p.begin, p.end - p.begin));
    }
  }
  result.unclosed = cutter.unclosed();
  return result;
}

Cut cut(std::string_view text, uint64_t frame_bytes = 1 << 20) {
  return cut(text, RecordCutterOptions{.scanner = {}, .frame_bytes = frame_bytes});
}

using Pieces = std::vector<std::string>;

TEST(RecordCutter, finds_the_objects_of_an_array) {
  Cut c = cut("\xEF\xBB\xBF[ {\"ts\":\"}]\\\"\"},\n{\"ts\":[{},[]]} ,{}]\n");
  EXPECT_EQ(c.pieces, (Pieces{"5:{\"ts\":\"}]\\\"\"}", "20:{\"ts\":[{},[]]}", "36:{}"}));
  EXPECT_FALSE(c.unclosed);
}

TEST(RecordCutter, nothing_in_nothing_out) {
  for (std::string_view text : {"", " \n", "[]", "[ ]\n", "\xEF\xBB\xBF"})
    EXPECT_EQ(cut(text, 64).pieces, Pieces{}) << text;
  EXPECT_TRUE(cut("[", 64).unclosed);
}

TEST(RecordCutter, a_broken_record_costs_itself_only) {
  constexpr std::string_view kBroken[] = {
      "{\"ts\":\"2,\n \"x\":[{\"a\":1},{\"b\":2}]}",  // a quote is missing
      "{\"ts\":2, \"x\":[{\"a\":1},{\"b\":2}",        // the last bracket and brace is missing
      "{\"ts\":2, \"x\":[{\"a\":1},{\"b\":2}}",       // a bracket is missing
      "{\"ts\":2}, \"x\":[{\"a\":1},{\"b\":2}]}",     // a brace too many
      "null",
      "17",
      "\"text\"",
      "{\"ts\":2}}",
  };
  for (std::string_view broken : kBroken) {
    std::string text = "[{\"ts\":1}, " + std::string(broken) + ", {\"ts\":3}, {\"ts\":4}]";
    Cut c = cut(text);
    ASSERT_EQ(c.pieces.size(), 4u) << text;
    EXPECT_EQ(c.pieces[0], "1:{\"ts\":1}");
    EXPECT_EQ(c.pieces[1], "!11:" + std::string(broken)) << text;
    EXPECT_TRUE(c.pieces[2].ends_with(":{\"ts\":3}"));
    EXPECT_TRUE(c.pieces[3].ends_with(":{\"ts\":4}"));
    EXPECT_EQ(cut(text, 8).pieces, c.pieces) << text;
  }
}

TEST(RecordCutter, a_file_that_breaks_off_loses_its_last_record) {
  Cut c = cut("[{\"ts\":1},{\"ts\":2,\"x\":\"ab");
  EXPECT_EQ(c.pieces, (Pieces{"1:{\"ts\":1}", "!10:{\"ts\":2,\"x\":\"ab"}));
  EXPECT_TRUE(c.unclosed);
}

TEST(RecordCutter, an_array_inside_an_object) {
  std::string_view text =
      "{\"id\":\"C1\",\"x\":{\"messages\":[1]},\"messages\":[{\"ts\":1},{\"ts\":2}],\"name\":\"n\"}";
  RecordCutterOptions options{.scanner = {}, .frame_bytes = 64, .array_member = "messages"};
  Cut c = cut(text, options);
  EXPECT_EQ(c.pieces, (Pieces{"44:{\"ts\":1}", "53:{\"ts\":2}"}));
  EXPECT_FALSE(c.unclosed);
  EXPECT_EQ(cut("{\"ts\":1}", options).pieces, (Pieces{"0:{\"ts\":1}"}));
}

TEST(RecordCutter, lines) {
  RecordCutterOptions options{.scanner = {.form = JsonForm::lines}, .frame_bytes = 64};
  EXPECT_EQ(cut("\xEF\xBB\xBF{\"a\":\n\r\n \n}\r\nx \n\nlast", options).pieces,
            (Pieces{"3:{\"a\":", "13:}", "16:x", "20:last"}));
}

TEST(RecordCutter, a_record_above_the_limit_is_left_out_and_named) {
  std::string large = "{\"ts\":\"" + std::string(5000, 'x') + "}{\"}";
  std::string text = "[{\"ts\":1}," + large + ",{\"ts\":3}]";
  for (uint64_t frame : {8u, 64u, 1u << 20}) {
    Cut c = cut(text, RecordCutterOptions{.scanner = {}, .frame_bytes = frame, .max_record_bytes = 1000});
    ASSERT_EQ(c.pieces.size(), 2u) << frame;
    EXPECT_TRUE(c.pieces[1].ends_with(":{\"ts\":3}"));
    ASSERT_EQ(c.oversize.size(), 1u);
    EXPECT_EQ(c.oversize[0].offset, 10u);
    EXPECT_EQ(c.oversize[0].length, large.size());
  }
}

TEST(RecordCutter, nesting_has_a_limit) {
  std::string deep(100'000, '[');
  Cut c = cut("[{\"ts\":1},{\"x\":" + deep + "},{\"ts\":3}]");
  ASSERT_EQ(c.pieces.size(), 3u);
  EXPECT_EQ(c.pieces[1].front(), '!');
}

// Frames and pieces may not depend on how the bytes arrive, whatever the bytes are.
TEST(RecordCutter, the_frame_size_changes_nothing) {
  std::mt19937 random(11);
  constexpr std::string_view kTokens[] = {"{\"ts\":1}", "{\"ts\":2,\"x\":[{\"a\":\"b\"},{}]}",
                                          ",",          "[",
                                          "]",          "{",
                                          "}",          "\"",
                                          "\\",         "\n  ",
                                          ":",          "\"k\":",
                                          "null",       "\xEF\xBB\xBF",
                                          "\xEF",       ",{\"ts\":3},"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = "[";
    for (size_t i = 1 + random() % 30; i > 0; --i) text += kTokens[random() % std::size(kTokens)];
    Cut whole = cut(text);
    for (uint64_t frame : {1u, 9u, 64u, 100u}) {
      Cut small = cut(text, frame);
      ASSERT_EQ(small.pieces, whole.pieces) << text;
      ASSERT_EQ(small.unclosed, whole.unclosed) << text;
    }
  }
}

/// A text of many gigabytes: `head`, then one record again and again, of which a number is not the same.
class Endless : public ByteSource {
 public:
  Endless(std::string_view head, size_t record_bytes, uint64_t records) : head_(head), left_(records) {
    record_ = "{\"ts\":\"00000000\",\"x\":\"";
    record_ += std::string(record_bytes - record_.size() - 4, 'x') + "\"},\n";
  }
  Result<size_t> read(std::span<char> into) override {
    if (!head_.empty()) return give(head_, into);
    if (rest_.empty()) {
      if (left_ == 0) return size_t{0};
      --left_;
      std::string number = std::to_string(++number_);
      record_.replace(15 - number.size(), number.size(), number);
      rest_ = record_;
    }
    return give(rest_, into);
  }

 private:
  static Result<size_t> give(std::string_view& from, std::span<char> into) {
    size_t n = std::min(into.size(), from.size());
    std::memcpy(into.data(), from.data(), n);
    from.remove_prefix(n);
    return n;
  }
  std::string_view head_, rest_;
  std::string record_;
  uint64_t left_, number_ = 0;
};

// Places beyond 4 GiB, in lines and in one array.
TEST(RecordCutter, files_larger_than_any_32_bit_number) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "gigabytes take minutes under a sanitizer";
#endif
  constexpr size_t kRecord = 4 << 20;
  constexpr uint64_t kRecords = 1030;
  for (JsonForm form : {JsonForm::lines, JsonForm::objects}) {
    const std::string_view head = form == JsonForm::objects ? "[" : "";
    Endless source(head, kRecord, kRecords);
    RecordCutter cutter(source, {.scanner = {.form = form}, .frame_bytes = 5 << 20});
    Bytes frame;
    uint64_t offset = 0, records = 0;
    std::vector<OversizeRecord> oversize;
    while (*cutter.next(frame, offset, oversize)) {
      size_t at = 0;
      for (; (at = frame.view().find('{', at)) != std::string_view::npos; at += kRecord) {
        ASSERT_EQ(offset + at, head.size() + records * kRecord);
        ++records;
        ASSERT_EQ(std::stoull(std::string(frame.view().substr(at + 7, 8))), records);
      }
    }
    EXPECT_EQ(records, kRecords);
    EXPECT_GT(offset, uint64_t{UINT32_MAX});
    EXPECT_TRUE(oversize.empty());
    EXPECT_EQ(cutter.bytes_read(), head.size() + kRecord * kRecords);
  }
}

// Where frames end, and where a record is too large, does not depend on how the lines are found.
TEST(RecordCutter, lines_in_frames_of_any_size) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text = round % 3 == 0 ? "\xEF\xBB\xBF{}\n" : "";
    for (unsigned i = 0; i < 30; ++i) {
      switch (random() % 8) {
        case 0:
          text += random() % 2 ? "\n" : " \r\n\t\n";
          break;
        case 1:
          text += std::string(random() % 300, 'y') + "\n";
          break;
        default:
          text += "{\"ts\":" + std::string(random() % 40, '1') + "}" + (random() % 2 ? "\n" : "\r\n");
      }
    }
    if (round % 2) text += "{\"ts\":2}";
    RecordCutterOptions options{.scanner = {.form = JsonForm::lines}, .max_record_bytes = 150};
    options.frame_bytes = 1;
    const Cut one = cut(text, options);
    for (uint64_t frame_bytes : {2, 63, 64, 149, 150, 151, 400, 100'000}) {
      options.frame_bytes = frame_bytes;
      const Cut other = cut(text, options);
      ASSERT_EQ(other.pieces, one.pieces) << text << frame_bytes;
      ASSERT_EQ(other.oversize.size(), one.oversize.size());
      for (size_t i = 0; i < one.oversize.size(); ++i) {
        EXPECT_EQ(other.oversize[i].offset, one.oversize[i].offset);
        EXPECT_EQ(other.oversize[i].length, one.oversize[i].length);
      }
    }
  }
}

}  // namespace
}  // namespace rsmf
