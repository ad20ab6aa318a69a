#include "base/digest.hpp"

#include <openssl/evp.h>

namespace rsmf {

// The digest is fetched once per object and the context reused: that costs a third of looking it up each time.
struct Sha256::State {
  EVP_MD* md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() { EVP_DigestInit_ex2(context, md, nullptr); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(md);
  }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::array<unsigned char, 32> Sha256::finish_raw() {
  std::array<unsigned char, 32> raw{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(state_->context, raw.data(), &length);
  EVP_DigestInit_ex2(state_->context, state_->md, nullptr);
  return raw;
}

void Sha256::finish_hex(std::array<char, 64>& hex) {
  static constexpr char kHex[] = "0123456789abcdef";
  char* to = hex.data();
  for (unsigned char byte : finish_raw()) {
    *to++ = kHex[byte >> 4];
    *to++ = kHex[byte & 15];
  }
}

std::string Sha256::finish() {
  std::array<char, 64> hex;
  finish_hex(hex);
  return std::string(hex.data(), hex.size());
}

std::string Sha256::of(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace rsmf
