#include "json/record_cutter.hpp"

#include <algorithm>
#include <utility>

namespace rsmf {
namespace {

constexpr size_t kHeadBytes = 200;
constexpr std::string_view kSpace = " \t\r\n";
// An object's members before its array of records are few; who hides the array behind more than this is not read.
constexpr size_t kMemberSearchBytes = 4 * 1024 * 1024;

// Follows brackets and strings through text that is not kept, to the end of one object (or line).
class SkippedRecord {
 public:
  explicit SkippedRecord(JsonForm form) : form_(form) {}
  /// Bytes of `text` that still belong to the record; sets done() when its end is among them.
  size_t feed(std::string_view text) {
    if (form_ == JsonForm::lines) {
      size_t at = text.find('\n');
      done_ = at != std::string_view::npos;
      return done_ ? at : text.size();
    }
    for (size_t i = 0; i < text.size(); ++i) {
      char c = text[i];
      if (escaped_) {
        escaped_ = false;
      } else if (in_string_) {
        escaped_ = c == '\\';
        in_string_ = c != '"';
      } else if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if ((c == '}' || c == ']') && depth_ > 0 && --depth_ == 0) {
        done_ = true;
        return i + 1;
      }
    }
    return text.size();
  }
  bool done() const { return done_; }

 private:
  JsonForm form_;
  uint64_t depth_ = 0;
  bool in_string_ = false, escaped_ = false, done_ = false;
};

}  // namespace

RecordCutter::RecordCutter(ByteSource& source, const RecordCutterOptions& options)
    : source_(source), options_(options), scanner_(options.scanner) {
  if (!options_.array_member.empty()) options_.scanner.stop_at_close = true;
}

void RecordCutter::fill(size_t want) {
  size_t held = buffer_.size();
  buffer_.resize(held + want);
  size_t got = 0;
  while (got < want && !last_) {
    auto more = source_.read({buffer_.data() + held + got, want - got});
    if (!more) error_ = more.error();  // what came before it counts
    last_ = more.value_or(0) == 0;
    got += more.value_or(0);
  }
  buffer_.resize(held + got);
  size_t solid = buffer_.view().find_last_not_of(kSpace);
  if (solid != std::string_view::npos && solid >= held) last_byte_ = buffer_.view()[solid];
}

void RecordCutter::fill() {
  size_t want = std::clamp<size_t>(options_.frame_bytes, 64, 1024 * 1024);
  // At least as much as is held, so that looking again at a record that grows stays linear.
  fill(std::max(want, buffer_.size() - pos_));
}

void RecordCutter::start() {
  started_ = true;
  fill();
  size_t first = buffer_.view().find_first_not_of("\xEF\xBB\xBF \t\r\n");
  in_array_ =
      first != std::string_view::npos && buffer_.view()[first] == '[' && options_.scanner.form == JsonForm::objects;
  if (options_.array_member.empty()) return;
  size_t at = 0;
  while ((at = find_member_array(buffer_.view(), options_.array_member)) == 0 && !last_ &&
         buffer_.size() < kMemberSearchBytes)
    fill();
  if (at > 0) {
    in_array_ = true;
    cut_ = pos_ = at;
  } else {
    options_.scanner.stop_at_close = false;
  }
  scanner_ = RecordScanner(options_.scanner);
}

void RecordCutter::drop_front(size_t count) {
  buffer_.drop_front(count);
  base_ += count;
  pos_ -= count;
  cut_ -= std::min(cut_, count);
}

void RecordCutter::skip_record(size_t begin, std::vector<OversizeRecord>& oversize) {
  OversizeRecord record{base_ + begin, 0, std::string(buffer_.view().substr(begin, kHeadBytes))};
  // What does not begin like a record has no end of its own: all that is at hand goes.
  bool has_end = options_.scanner.form == JsonForm::lines || buffer_.view()[begin] == '{';
  SkippedRecord skipped(options_.scanner.form);
  pos_ = begin;
  while (true) {
    size_t count = has_end ? skipped.feed(buffer_.view().substr(pos_)) : buffer_.size() - pos_;
    record.length += count;
    pos_ += count;
    cut_ = pos_;
    if (!has_end || skipped.done() || last_) break;
    drop_front(pos_);
    fill();
  }
  oversize.push_back(std::move(record));
}

RecordCutter::Step RecordCutter::step(std::vector<OversizeRecord>& oversize) {
  JsonPiece piece = scanner_.next(buffer_.view(), pos_, last_);
  bool too_large = piece.end - piece.begin > options_.max_record_bytes;
  switch (piece.kind) {
    case JsonPiece::Kind::end:
      // The array of a member ends before the file does; any other ends with it.
      unclosed_ = in_array_ && (options_.scanner.stop_at_close ? piece.begin == buffer_.size() : last_byte_ != ']');
      end_ = piece.begin;
      return Step::finished;
    case JsonPiece::Kind::more:
      if (pos_ > cut_ && piece.end - piece.begin > options_.frame_bytes) return Step::frame;
      if (!too_large) {
        if (cut_ > 0) drop_front(cut_);
        fill();
        return Step::go_on;
      }
      break;
    default:
      if (!too_large) {
        pos_ = piece.end;
        return pos_ - cut_ >= options_.frame_bytes ? Step::frame : Step::go_on;
      }
  }
  if (pos_ > cut_) return Step::frame;  // the records before it first
  skip_record(piece.begin, oversize);
  return Step::go_on;
}

// Lines need no scanning: the last line end at hand is where to cut. False where that is not so simple: a record that
// may be too large, a byte order mark, the end. REQUIRES: pos_ == cut_, as it is between frames.
bool RecordCutter::next_lines(Bytes& frame, uint64_t& offset) {
  // Of so many bytes none can be a record that is too large.
  const size_t most = std::min(options_.frame_bytes, options_.max_record_bytes);
  for (;;) {
    if (buffer_.size() - cut_ < most && !last_) {
      if (cut_ > 0) drop_front(cut_);
      fill(most - buffer_.size());
    }
    std::string_view text = buffer_.view().substr(cut_, most);
    size_t size = last_ && cut_ + text.size() == buffer_.size() ? text.size() : text.rfind('\n') + 1;
    if (size == 0) return false;
    size_t first = text.substr(0, size).find_first_not_of(kSpace);
    if (first != std::string_view::npos) {
      if (text[first] == '\xEF') return false;
      offset = base_ + cut_;
      hand_over(size, frame);
      return true;
    }
    pos_ = cut_ += size;  // nothing but blank lines
  }
}

// The next `size` bytes. The larger part is handed over, the smaller one is copied.
void RecordCutter::hand_over(size_t size, Bytes& frame) {
  if (cut_ > 0 || buffer_.size() - size > size) {
    frame.append(buffer_.view().substr(cut_, size));
    pos_ = cut_ += size;
    return;
  }
  frame.swap(buffer_);
  buffer_.clear();
  buffer_.append(frame.view().substr(size));
  frame.resize(size);
  base_ += size;
}

Result<bool> RecordCutter::next(Bytes& frame, uint64_t& offset, std::vector<OversizeRecord>& oversize) {
  frame.clear();
  if (!started_) start();
  if (options_.scanner.form == JsonForm::lines && next_lines(frame, offset)) return true;
  Step did = Step::go_on;
  while (did == Step::go_on) did = step(oversize);
  if (pos_ > cut_) {
    offset = base_ + cut_;
    frame.append(buffer_.view().substr(cut_, pos_ - cut_));
    cut_ = pos_;
    return true;
  }
  if (error_) return std::unexpected(*error_);
  return false;
}

}  // namespace rsmf
