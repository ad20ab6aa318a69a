#include "slice/row_merge.hpp"

#include <algorithm>
#include <utility>

namespace rsmf {

void RowMerge::Input::fetch() {
  fetched = buffer != nullptr ? Result<bool>(buffer->next_block(ahead, block)) : file.next(ahead);
}

void RowMerge::add(RowBuffer& rows, size_t block) {
  inputs_.push_back(std::make_unique<Input>());
  inputs_.back()->buffer = &rows;
  inputs_.back()->block = block;
}

void RowMerge::add(SpillReader file) {
  inputs_.push_back(std::make_unique<Input>());
  inputs_.back()->file = std::move(file);
}

// One sequence needs its next block: fetch those of all that have none in reserve, in parallel. There are many as a
// rule, since the reserves were filled together.
Result<void> RowMerge::refill() {
  empty_.clear();
  for (const auto& input : inputs_)
    if (!input->has_ahead && !input->at_end) empty_.push_back(input.get());
  for_each(crew_, empty_.size(), [this](size_t i, size_t) { empty_[i]->fetch(); });
  for (Input* input : empty_) {
    if (!input->fetched) return std::unexpected(input->fetched.error());
    input->has_ahead = *input->fetched;
    input->at_end = !input->has_ahead;
  }
  return {};
}

// False at the end of the sequence.
Result<bool> RowMerge::advance(Input& input) {
  while (!input.rows.next()) {
    if (!input.rows.sound()) return fail(ErrorKind::bug, "rows of a spill file that are none");
    if (!input.has_ahead && !input.at_end) RSMF_TRY(refill());
    if (!input.has_ahead) return false;
    input.now.swap(input.ahead);
    input.has_ahead = false;
    input.rows = RowBlockReader(input.now.view());
  }
  return true;
}

Result<void> RowMerge::start() {
  started_ = true;
  empty_.reserve(inputs_.size());
  heap_.reserve(inputs_.size());
  for (const auto& input : inputs_) {
    auto more = advance(*input);
    if (!more) return std::unexpected(more.error());
    if (*more) heap_.push_back(input.get());
  }
  std::make_heap(heap_.begin(), heap_.end(),
                 [](const Input* a, const Input* b) { return b->rows.key() < a->rows.key(); });
  return {};
}

// The head moved on: it may have to make room for another. Mostly it stays, which takes two comparisons.
void RowMerge::sink() {
  Input* const moved = heap_.front();
  const SortKey& key = moved->rows.key();
  size_t at = 0;
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->rows.key() < heap_[child]->rows.key()) ++child;
    if (!(heap_[child]->rows.key() < key)) break;
    heap_[at] = heap_[child];
    at = child;
  }
  heap_[at] = moved;
}

Result<bool> RowMerge::next() {
  if (!started_) {
    RSMF_TRY(start());
    return !heap_.empty();
  }
  if (heap_.empty()) return false;
  auto more = advance(*heap_.front());
  if (!more) return more;
  if (!*more) {
    heap_.front() = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return false;
  }
  sink();
  return true;
}

uint64_t RowMerge::held() const {
  uint64_t bytes = 0;
  for (const auto& input : inputs_) bytes += input->now.capacity() + input->ahead.capacity() + input->file.held();
  return bytes;
}

}  // namespace rsmf
