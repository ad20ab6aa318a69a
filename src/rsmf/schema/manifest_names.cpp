#include "rsmf/schema/manifest_names.hpp"

#include <array>
#include <cstddef>

namespace rsmf {
namespace {

constexpr size_t kCells = 256;

// Length, two bytes and the last one tell the names apart, so that most keys cost one comparison.
constexpr size_t cell_of(std::string_view text, uint32_t factor) {
  auto byte = [&](size_t at) { return uint32_t(static_cast<unsigned char>(text[at])); };
  uint32_t key = byte(0) | byte(1) << 8 | byte(text.size() - 1) << 16 | uint32_t(text.size()) << 24;
  return (key * factor) >> 24;
}

struct NameCells {
  uint32_t factor = 0;
  std::array<ManifestName, kCells> cells{};
};

constexpr NameCells make_cells() {
  for (uint32_t step = 1; step < 500; ++step) {
    uint32_t factor = step * 0x9E3779B1;
    NameCells made;
    made.factor = factor;
    made.cells.fill(ManifestName::unknown);
    bool apart = true;
    for (size_t i = 0; i < kManifestSpellings.size() && apart; ++i) {
      ManifestName& cell = made.cells[cell_of(kManifestSpellings[i], factor)];
      apart = cell == ManifestName::unknown;
      cell = ManifestName(i);
    }
    if (apart) return made;
  }
  return {};
}

constexpr NameCells kNames = make_cells();
static_assert(kNames.factor != 0, "every name has a cell of its own");

}  // namespace

ManifestName manifest_name(std::string_view text) {
  if (text.size() < 2) return ManifestName::unknown;
  ManifestName name = kNames.cells[cell_of(text, kNames.factor)];
  return name != ManifestName::unknown && kManifestSpellings[size_t(name)] == text ? name : ManifestName::unknown;
}

}  // namespace rsmf
