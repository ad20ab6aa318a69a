// Taking an .rsmf file apart.
//
//   auto reader = rsmf::RsmfReader::open("chat.rsmf");
//   if (!reader) { std::cerr << reader.error().message; return 2; }
//   for (const auto& entry : reader->entries()) std::cout << entry.name << " " << entry.size << "\n";
//
// To read its events, use EventStream: RSMF is one of the formats it knows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/result.hpp"
#include "rsmf/rule.hpp"

namespace rsmf {

class RsmfFile;

/// How much of a file is looked at.
enum class ReadDepth : uint8_t {
  headers,  ///< only the mail's headers: a few kilobytes
  layers,   ///< its parts and the directory of rsmf.zip too
};

/// Reads versions 1.0.0 and 2.0.0, leniently; any layer by itself: .rsmf and .eml, rsmf.zip, rsmf_manifest.json.
/// Nothing but headers and the list of entries is held in memory. Movable; const methods may be called from several
/// threads.
class RsmfReader {
 public:
  struct Header {
    std::string name, value;  ///< unfolded and decoded
  };
  struct Entry {
    std::string name;
    uint64_t size = 0;
    bool readable = true;
  };
  /// Called with each piece; its error ends the reading and is handed on.
  using Write = std::function<Result<void>(std::string_view)>;

  /// Fails if the file cannot be read; whatever else is wrong with it is in tolerated().
  static Result<RsmfReader> open(const std::string& path, ReadDepth depth = ReadDepth::layers);
  RsmfReader(RsmfReader&&) noexcept;
  RsmfReader& operator=(RsmfReader&&) noexcept;
  ~RsmfReader();

  const std::vector<Header>& headers() const;
  /// The first of that name, whatever its case; empty if there is none.
  std::string_view header(std::string_view name) const;
  const std::vector<Entry>& entries() const;
  /// What a strict reader would have refused; of each rule, the first 100 places.
  const std::vector<Breach>& tolerated() const;

  bool has_text() const;
  bool has_manifest() const;
  Result<void> read_text(const Write& write) const;
  Result<void> read_manifest(const Write& write) const;
  /// Fails at the end if the checksum does not hold.
  Result<void> read_entry(size_t index, const Write& write) const;

 private:
  struct State;
  explicit RsmfReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rsmf
