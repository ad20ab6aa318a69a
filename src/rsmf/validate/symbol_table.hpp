// Texts that stand for something, numbered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fingerprint.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// What an id stands for, and where in the rows.
struct Symbol {
  uint32_t participant = kNone, conversation = kNone, event = kNone;  ///< the first row with that id
  bool is_mentioned = false;                                          ///< as a participant
};

/// Gives each text a number, from 0. Texts are told apart by their fingerprints; of the text itself only the beginning
/// is kept, for messages.
class SymbolTable {
 public:
  uint32_t number_of(std::string_view text);
  Symbol& operator[](uint32_t number) { return symbols_[number]; }
  const Symbol& operator[](uint32_t number) const { return symbols_[number]; }
  size_t size() const { return symbols_.size(); }

  /// As it would stand in a message, with its quotes.
  std::string quoted(uint32_t number) const;

  /// Bytes in use; a little less than what was asked of the system.
  size_t memory() const;
  void clear();

 private:
  struct Cell {
    Fingerprint value;
    uint32_t number = kNone;
  };
  void grow();

  std::vector<Cell> cells_;  // their number is a power of two
  std::vector<Symbol> symbols_;
  std::vector<uint32_t> begins_;  // of each symbol's text in texts_
  std::string texts_;
};

}  // namespace rsmf
