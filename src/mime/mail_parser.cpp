#include "mime/mail_parser.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"

namespace rsmf {
namespace {

constexpr size_t kFirstRead = 4096, kMaxDepth = 8, kMaxParts = 1000, kMaxLine = 998, kMaxBoundary = 998,
                 kUsualBoundary = 70, kOutsideText = 1024;

bool is_blank(std::string_view text) {
  return trim_blanks(text).empty();
}

void add_trouble(LineTrouble& trouble, const LinePiece& piece, uint64_t column, uint64_t length) {
  if (trouble.count++ == 0) trouble = {1, piece.line, piece.column + column + 1, piece.offset + column, length};
}

PartEncoding encoding_of(std::string_view text) {
  if (equals_ignoring_case(text, "base64")) return PartEncoding::base64;
  if (equals_ignoring_case(text, "quoted-printable")) return PartEncoding::quoted_printable;
  for (std::string_view plain : {"", "7bit", "8bit", "binary"})
    if (equals_ignoring_case(text, plain)) return PartEncoding::identity;
  return PartEncoding::unknown;
}

/// The first of a name counts. A second one that differs makes readers differ.
void check_contradictions(const std::vector<MailHeader>& headers, const MailFaultSink& faults) {
  for (std::string_view name : {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}) {
    const MailHeader* first = nullptr;
    for (const MailHeader& header : headers) {
      if (!equals_ignoring_case(header.name, name)) continue;
      if (first && header.raw != first->raw)
        faults({.kind = MailFault::Kind::contradiction,
                .line = header.line,
                .offset = header.offset,
                .count = first->line,
                .text = name});
      if (!first) first = &header;
    }
  }
}

MailPart part_of(const std::vector<MailHeader>& headers) {
  MailPart part;
  for (const MailHeader& header : headers) {
    if (!part.has_type && equals_ignoring_case(header.name, "Content-Type")) {
      part.type = parse_header_parameters(header.raw);
      part.has_type = true;
    } else if (!part.has_disposition && equals_ignoring_case(header.name, "Content-Disposition")) {
      part.disposition = parse_header_parameters(header.raw);
      part.has_disposition = true;
    } else if (part.encoding_text.empty() && equals_ignoring_case(header.name, "Content-Transfer-Encoding")) {
      part.encoding_text = header.raw;
    }
  }
  part.encoding = encoding_of(part.encoding_text);
  part.is_multipart = part.type.value.starts_with("multipart/");
  return part;
}

}  // namespace

MailParser::MailParser(const RandomFile& file, const MailReadLimits& limits, const MailFaultSink& faults)
    : file_(file), limits_(limits), faults_(faults), lines_(file, kFirstRead), block_(limits, faults) {}

Result<bool> MailParser::next() {
  auto more = lines_.next(piece_);
  if (more && *more) note_line();
  return more;
}

void MailParser::note_line() {
  std::string_view text = piece_.text;
  if (piece_.end == LineEnd::lf) add_trouble(mail_.bare_lf, piece_, text.size(), 0);
  if (piece_.end == LineEnd::crlf) ++mail_.crlf.count;
  if (size_t cr = text.find('\r'); cr != text.npos) add_trouble(mail_.bare_cr, piece_, cr, 0);
  if (piece_.column + text.size() > kMaxLine && piece_.column <= kMaxLine)
    add_trouble(mail_.long_line, piece_, kMaxLine - piece_.column, piece_.column + text.size());
}

/// Up to the empty line, a boundary, or the end. Of a part, a boundary is left in piece_ for read_body().
Result<void> MailParser::read_headers(bool of_part) {
  in_part_headers_ = false;
  for (;;) {
    auto more = next();
    if (!more) return std::unexpected(std::move(more.error()));
    if (!*more) return {};
    if (!of_part && !headers_begun_ && skip_before_headers()) continue;
    if (piece_.begins && piece_.ends && piece_.text.empty()) return {};
    size_t level;
    if (of_part && delimiter(level) != Delimiter::none) {
      in_part_headers_ = true;
      return {};
    }
    block_.add(piece_);
  }
}

/// What has no business there, and would hide the first header. True if the line was nothing else.
bool MailParser::skip_before_headers() {
  bool has_mark = piece_.offset == 0 && piece_.text.starts_with("\xEF\xBB\xBF");
  if (has_mark) {
    faults_({.kind = MailFault::Kind::byte_order_mark, .line = 1});
    piece_.text.remove_prefix(3);
    piece_.offset += 3;
  }
  headers_begun_ = !piece_.text.empty();
  if (!headers_begun_ && !std::exchange(blank_noted_, true)) faults_(fault_here(MailFault::Kind::blank_before_headers));
  return !headers_begun_;
}

MailParser::Delimiter MailParser::delimiter(size_t& level) const {
  if (!piece_.begins || !piece_.text.starts_with("--")) return Delimiter::none;
  std::string_view line = piece_.text.substr(2);
  for (level = open_.size(); level-- > 0;) {
    const std::string& boundary = open_[level].boundary;
    if (!line.starts_with(boundary) || open_[level].closed) continue;
    std::string_view rest = line.substr(boundary.size());
    if (is_blank(rest)) return Delimiter::next;
    if (rest.starts_with("--") && is_blank(rest.substr(2))) return Delimiter::close;
  }
  return Delimiter::none;
}

void MailParser::warn_of_boundary_prefix() {
  if (!piece_.begins || !piece_.text.starts_with("--")) return;
  for (const OpenMultipart& multipart : open_)
    if (piece_.text.substr(2).starts_with(multipart.boundary))
      return faults_(fault_here(
          multipart.closed ? MailFault::Kind::boundary_behind_closing : MailFault::Kind::boundary_prefix, piece_.text));
}

void MailParser::open_multipart(const MailPart& part) {
  const auto* boundary = part.type.find("boundary");
  std::string text = boundary ? boundary->value : "";
  while (text.ends_with(' ')) text.pop_back();
  MailFault fault{.kind = MailFault::Kind::no_boundary, .line = part.line, .offset = part.offset};
  if (text.empty()) return faults_(fault);
  fault.kind = MailFault::Kind::boundary_too_long;
  if (text.size() > kMaxBoundary) return faults_(fault);
  fault.kind = MailFault::Kind::long_boundary;
  fault.count = text.size();
  if (text.size() > kUsualBoundary) faults_(fault);
  open_.push_back({std::move(text), part.line, part.offset, false, false});
}

void MailParser::begin_part(std::vector<MailHeader> headers) {
  check_contradictions(headers, faults_);
  MailPart part = part_of(headers);
  part.depth = uint32_t(open_.size());
  part.line = part_line_;
  part.offset = part_offset_;
  part.begin = body_end_ = lines_.offset();
  if (part.is_multipart && open_.size() < kMaxDepth) {
    size_t before = open_.size();
    open_multipart(part);
    if (open_.size() > before) return;
  } else if (part.is_multipart) {
    faults_({.kind = MailFault::Kind::nested_too_deeply, .line = part.line, .offset = part.offset});
  }
  if (mail_.parts.size() >= kMaxParts) {
    if (!std::exchange(too_many_parts_, true))
      faults_({.kind = MailFault::Kind::too_many_parts, .line = part.line, .offset = part.offset, .count = kMaxParts});
    return;
  }
  part_.emplace(std::move(part), file_.size());
}

void MailParser::end_part(uint64_t end) {
  if (!part_) return;
  mail_.parts.push_back(part_->finish(end));
  part_.reset();
}

void MailParser::close_level(bool properly) {
  const OpenMultipart& multipart = open_.back();
  if (!multipart.found && !multipart.closed)
    faults_({.kind = MailFault::Kind::boundary_not_found,
             .line = multipart.line,
             .offset = multipart.offset,
             .text = multipart.boundary});
  else if (!properly && !multipart.closed)
    faults_(fault_here(MailFault::Kind::boundary_not_closed, multipart.boundary));
  open_.pop_back();
}

void MailParser::take_delimiter(Delimiter kind, size_t level) {
  end_part(body_end_);
  while (open_.size() > level + 1) close_level(false);
  open_[level].found = true;
  if (kind == Delimiter::close) open_[level].closed = true;
  if (kind == Delimiter::close && level > 0) close_level(true);
  part_line_ = piece_.line + 1;
  part_offset_ = piece_.next_offset();
}

void MailParser::add_body_line() {
  warn_of_boundary_prefix();
  if (part_) {
    part_->add(piece_);
    body_end_ = piece_.offset + piece_.text.size();
  } else if (!is_blank(piece_.text) && outside_text_.empty() && !too_many_parts_) {
    outside_.line = piece_.line;
    outside_.offset = piece_.offset;
    outside_text_ = piece_.text.substr(0, kOutsideText);
  }
}

Result<void> MailParser::skip_base64_lines() {
  uint64_t lines = 0;
  size_t bytes = part_->take_base64_lines(lines_.buffered(), lines_.offset(), lines);
  if (bytes == 0) return {};
  lines_.skip(bytes, lines);
  body_end_ = lines_.offset() - (piece_.end == LineEnd::crlf ? 2 : 1);
  (piece_.end == LineEnd::crlf ? mail_.crlf : mail_.bare_lf).count += lines;
  return {};
}

Result<void> MailParser::read_body() {
  for (;;) {
    if (!std::exchange(in_part_headers_, false)) {
      if (part_ && part_->takes_base64_lines() && piece_.ends) RSMF_TRY(skip_base64_lines());
      auto more = next();
      if (!more) return std::unexpected(std::move(more.error()));
      if (!*more) break;
    }
    size_t level = 0;
    Delimiter kind = delimiter(level);
    if (kind == Delimiter::none) {
      add_body_line();
      continue;
    }
    take_delimiter(kind, level);
    if (kind == Delimiter::close) continue;
    RSMF_TRY(read_headers(true));
    begin_part(block_.finish());
    if (in_part_headers_) body_end_ = part_ ? piece_.offset : body_end_;
  }
  end_part(file_.size());
  // Where the boundary is not found, all of the body is outside, which is reported already.
  bool has_parts = !open_.empty() && open_.front().found;
  outside_.text = outside_text_;
  if (has_parts && !outside_text_.empty()) faults_(outside_);
  while (!open_.empty()) close_level(open_.back().closed);
  return {};
}

Result<MailMessage> MailParser::parse() {
  RSMF_TRY(read_headers(false));
  mail_.headers = block_.finish();
  mail_.header_bytes = lines_.offset();
  if (!limits_.headers_only) {
    part_line_ = 1;
    part_offset_ = 0;
    begin_part(mail_.headers);
    mail_.is_multipart = !open_.empty();
    RSMF_TRY(read_body());
  }
  return std::move(mail_);
}

Result<MailMessage> read_mail(const RandomFile& file, const MailReadLimits& limits, const MailFaultSink& faults) {
  return MailParser(file, limits, faults).parse();
}

std::string MailPart::file_name() const {
  if (const auto* name = disposition.find("filename"); name && !name->value.empty()) return name->value;
  if (const auto* name = type.find("name")) return name->value;
  return {};
}

}  // namespace rsmf
