#include "output/output_check.hpp"

#include "rsmf/rule.hpp"

namespace rsmf {
namespace {

/// A file whose bytes are in memory, which must outlive it.
class TextFile final : public RandomFile {
 public:
  explicit TextFile(std::string_view bytes) : bytes_(bytes) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (offset >= bytes_.size()) return size_t{0};
    return bytes_.copy(into.data(), into.size(), offset);
  }

 private:
  std::string_view bytes_;
};

/// Why a file did not pass: the first rule that it breaks.
std::string reason_of(const Validation& result) {
  if (!result.error.empty() || result.findings.empty()) return result.error;
  const Breach& first = result.findings.front();
  std::string why = std::string(rule(first.rule).code) + " " + std::string(rule(first.rule).title);
  if (!first.message.empty()) why += ": " + first.message;
  return why;
}

}  // namespace

OutputCheck::OutputCheck(FileSystem& files, std::string rejected, size_t workers)
    : files_(files), rejected_(std::move(rejected)), validators_(workers) {}
OutputCheck::~OutputCheck() = default;

Result<void> OutputCheck::check_rendered(OutputSlice& slice, size_t worker) {
  return check(slice, std::make_unique<TextFile>(slice.outcome.file.bytes), worker);
}

Result<void> OutputCheck::check(OutputSlice& slice, std::unique_ptr<RandomFile> file, size_t worker) {
  auto& validator = validators_[worker];
  if (!validator) validator = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
  auto result = validator->check(std::move(file), slice.name());
  if (!result) return std::unexpected(result.error());
  slice.outcome.verified = result->verdict == Verdict::passed;
  if (slice.outcome.verified) return {};
  std::string kept = slice.name();
  if (!slice.path.empty()) {
    kept = rejected_ + "/" + kept;
    RSMF_TRY(files_.make_directories(rejected_));
    RSMF_TRY(files_.remove_all(kept));
    RSMF_TRY(files_.rename(slice.path, kept));
    kept = "it is kept as " + kept;
  }
  return fail(ErrorKind::bug, "a file that was written does not pass its own check (" + reason_of(*result) + "); " +
                                  kept + ", nothing was published");
}

}  // namespace rsmf
