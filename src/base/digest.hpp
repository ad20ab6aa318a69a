// SHA-256.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace rsmf {

/// A running SHA-256. Movable; may be used again after finish().
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// 64 lower-case hex digits; starts over.
  std::string finish();
  /// The same digits, without a string.
  void finish_hex(std::array<char, 64>& hex);
  /// The same as 32 bytes.
  std::array<unsigned char, 32> finish_raw();

  static std::string of(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rsmf
