#include "rsmf/validate/symbol_table.hpp"

#include "base/utf8.hpp"

namespace rsmf {
namespace {
constexpr size_t kKept = 40;  // bytes of each text
}

uint32_t SymbolTable::number_of(std::string_view text) {
  Fingerprint value = Fingerprint::of(text);
  if (symbols_.size() * 2 >= cells_.size()) grow();
  size_t at = value.low & (cells_.size() - 1);
  for (; cells_[at].number != kNone; at = (at + 1) & (cells_.size() - 1))
    if (cells_[at].value == value) return cells_[at].number;
  auto number = uint32_t(symbols_.size());
  cells_[at] = {value, number};
  symbols_.emplace_back();
  begins_.push_back(uint32_t(texts_.size()));
  texts_.append(text.size() <= kKept ? text : text.substr(0, kKept + 1));
  return number;
}

std::string SymbolTable::quoted(uint32_t number) const {
  size_t begin = begins_[number];
  size_t end = number + 1 < begins_.size() ? begins_[number + 1] : texts_.size();
  std::string_view kept = std::string_view(texts_).substr(begin, end - begin);
  if (kept.size() <= kKept) return "'" + excerpt(kept) + "'";
  return "'" + excerpt(truncate_utf8(kept, kKept)) + "...'";
}

size_t SymbolTable::memory() const {
  return cells_.size() * sizeof(Cell) + symbols_.size() * sizeof(Symbol) + begins_.size() * sizeof(uint32_t) +
         texts_.size();
}

void SymbolTable::clear() {
  cells_ = {};
  symbols_ = {};
  begins_ = {};
  texts_ = {};
}

void SymbolTable::grow() {
  std::vector<Cell> bigger(cells_.empty() ? 1024 : cells_.size() * 2);
  for (const Cell& cell : cells_) {
    if (cell.number == kNone) continue;
    size_t at = cell.value.low & (bigger.size() - 1);
    while (bigger[at].number != kNone) at = (at + 1) & (bigger.size() - 1);
    bigger[at] = cell;
  }
  cells_ = std::move(bigger);
}

}  // namespace rsmf
