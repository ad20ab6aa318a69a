#include "run/input_digest.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kAtOnce = 4 * 1024 * 1024;

}  // namespace

Result<bool> InputDigester::advance() {
  const uint64_t until = digest_.bytes + kAtOnce;
  while (digest_.bytes < until) {
    auto more = container_.kind() == Container::Kind::folder ? advance_folder() : advance_file();
    if (!more || !*more) return more;
  }
  return true;
}

Result<bool> InputDigester::read_block() {
  auto n = source_->read(block_);
  if (!n) return std::unexpected(n.error());
  hash_.update({block_.data(), *n});
  digest_.bytes += *n;
  entry_bytes_ += *n;
  return *n > 0;
}

Result<bool> InputDigester::advance_file() {
  if (!source_) {
    auto file = files_.open(container_.path());
    if (!file) return std::unexpected(file.error());
    file_ = std::move(*file);
    source_ = stream_of(*file_);
  }
  auto more = read_block();
  if (more && !*more) digest_.sha256 = hash_.finish();
  return more;
}

Result<bool> InputDigester::advance_folder() {
  if (entry_ == container_.entries().size()) {
    digest_.files = container_.entries().size();
    digest_.sha256 = listing_.finish();
    return false;
  }
  const ContainerEntry& entry = container_.entries()[entry_];
  Result<bool> more = true;
  if (!source_) {
    entry_bytes_ = 0;
    auto source = container_.open(entry_);
    if (source)
      source_ = std::move(*source);
    else
      more = std::unexpected(source.error());
  }
  if (source_) more = read_block();
  if (more && *more) return true;
  std::string sha256 = hash_.finish();
  if (!more) {
    digest_.unreadable.push_back({entry.name, more.error().message});
    sha256 = "unreadable";
  }
  listing_.update(sha256 + "  " + std::to_string(more ? entry_bytes_ : entry.size) + "  " + entry.name + "\n");
  source_.reset();
  ++entry_;
  return true;
}

}  // namespace rsmf
