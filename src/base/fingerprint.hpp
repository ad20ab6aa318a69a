// A short hash of a text, for comparisons.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>

namespace rsmf {

/// 128 bits: two different texts of one input do not share a fingerprint by chance. It does not defend against
/// collisions that are built on purpose. The same on every machine.
struct Fingerprint {
  uint64_t low = 0, high = 0;
  static Fingerprint of(std::string_view text);
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

/// The fingerprint of a sequence of values. If the borders between texts matter, add their sizes: text() does.
class Fingerprinter {
 public:
  Fingerprinter();
  ~Fingerprinter();
  Fingerprinter(const Fingerprinter&) = delete;

  void add(std::string_view bytes) {
    if (bytes.size() > kGathered - used_) return add_much(bytes);
    if (!bytes.empty()) std::memcpy(gathered_ + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  /// Adds a text and its size.
  void text(std::string_view text) {
    number(text.size());
    add(text);
  }
  template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void number(T value) { add({reinterpret_cast<const char*>(&value), sizeof value}); }
  /// Starts over.
  Fingerprint finish();

 private:
  static constexpr size_t kGathered = 8 * 1024;

  void add_much(std::string_view bytes);
  void flush();
  struct State;
  std::unique_ptr<State> state_;
  char* gathered_ = nullptr;  // in the state
  size_t used_ = 0;
};

/// For hash tables.
struct FingerprintHash {
  size_t operator()(const Fingerprint& f) const { return size_t(f.low); }
};

}  // namespace rsmf
