// The tools of one thread, and what its time went to.
#pragma once

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <simdjson.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "mime/base64_encode.hpp"

namespace floor_bench {

[[noreturn]] inline void give_up(const std::string& why) {
  std::fprintf(stderr, "floor: %s\n", why.c_str());
  std::exit(2);
}

enum class Stage : uint8_t { read, hash_input, inflate, parse, deflate, base64, hash_output, write };
inline constexpr std::array<const char*, 8> kStageNames = {"read",    "hash_input", "inflate",     "parse",
                                                           "deflate", "base64",     "hash_output", "write"};

/// One per thread. Buffers keep their memory.
class Stages {
 public:
  explicit Stages(bool timed);

  /// Runs `work`, and adds to the stage what it took if times were asked for.
  template <typename Work>
  auto in(Stage stage, Work&& work) {
    if (!timed_) return work();
    const Timer timer{spent[static_cast<size_t>(stage)]};
    return work();
  }

  std::string packed, text, file;  ///< a piece of input; what it holds; a file to be written
  std::array<double, kStageNames.size()> spent{};

  void sha256(std::string_view bytes) { EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size()); }
  /// Ends a SHA-256 and begins the next one.
  void end_sha256();
  void inflate(std::string_view from, std::string& into, uint64_t size, uint32_t crc);
  /// Tokens of `bytes`, by simdjson's first stage, each of them looked at; returns the number of records: objects at
  /// `depth`. REQUIRES: 64 readable bytes behind it.
  uint64_t json_records(std::string_view bytes, int depth);
  /// ISA-L, level 2, as --compression fast has it; appends.
  void deflate(std::string_view bytes, std::string& into);
  rsmf::Base64Lines base64;

 private:
  struct Timer {
    double& into;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    ~Timer() { into += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
  };
  bool timed_;
  std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> sha_{EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest_{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> inflater_{
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor};
  std::unique_ptr<isal_zstream> stream_ = std::make_unique<isal_zstream>();
  std::unique_ptr<uint8_t[]> tables_ = std::make_unique<uint8_t[]>(ISAL_DEF_LVL2_DEFAULT);
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
};

}  // namespace floor_bench
