// Which texts of a short list were there before.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "base/fingerprint.hpp"

namespace rsmf {

/// Emptied in no time, so that one serves for many lists; keeps its memory, which is that of the longest list.
class FingerprintSet {
 public:
  void clear() {
    size_ = 0;
    if (++round_ == 0) {
      cells_.clear();
      round_ = 1;
    }
  }
  /// False if it was there already. A full set (of 262,144) takes nothing more.
  bool insert(const Fingerprint& f) {
    if (size_ * 2 >= cells_.size() && !grow()) return true;
    Cell& cell = find(cells_, f);
    if (cell.round == round_) return false;
    cell = {f, round_};
    ++size_;
    return true;
  }
  bool is_full() const { return size_ >= kMax; }

 private:
  static constexpr size_t kMax = size_t(1) << 18;
  struct Cell {
    Fingerprint value;
    uint32_t round = 0;
  };

  Cell& find(std::vector<Cell>& cells, const Fingerprint& f) const {
    size_t at = f.low & (cells.size() - 1);
    while (cells[at].round == round_ && cells[at].value != f) at = (at + 1) & (cells.size() - 1);
    return cells[at];
  }
  bool grow() {
    if (is_full()) return false;
    std::vector<Cell> bigger(cells_.empty() ? 16 : cells_.size() * 2);
    for (const Cell& cell : cells_)
      if (cell.round == round_) find(bigger, cell.value) = cell;
    cells_ = std::move(bigger);
    return true;
  }

  std::vector<Cell> cells_;  // their number is a power of two
  size_t size_ = 0;
  uint32_t round_ = 1;
};

}  // namespace rsmf
