// Manifests of both versions, and ways of spoiling them, from a seed.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rsmf::test {

/// Same seed, same manifests, on every machine.
class ManifestGenerator {
 public:
  explicit ManifestGenerator(uint64_t seed) : random_(seed) {}

  /// A manifest that holds to the schema of its version, its members in any order.
  void make(rapidjson::Document& manifest);
  /// Changes one place, at any depth; often, not always, so that the schema is violated.
  void spoil(rapidjson::Document& manifest);
  uint64_t below(uint64_t bound) { return random_() % bound; }

 private:
  using Value = rapidjson::Value;
  using Allocator = rapidjson::Document::AllocatorType;
  /// A value that is not the root, and where it hangs.
  struct Node {
    Value* parent;
    size_t index;  // of the member or element
    std::string_view name;
    Value* value;
  };

  bool chance(uint64_t percent) { return below(100) < percent; }
  std::string_view pick(std::initializer_list<std::string_view> choices);
  Value text(std::string_view value) { return Value(value.data(), unsigned(value.size()), *allocator_); }
  Value words();
  Value person_id() { return text("P" + std::to_string(below(4))); }
  Value ids(uint64_t most);
  Value custom();
  Value participant(uint64_t number);
  Value conversation(uint64_t number);
  Value event(uint64_t number);
  void add_lists(Value& event);
  /// Adds a member: always if this version requires it, else often.
  void add(Value& object, std::string_view name, Value value, bool required = false);
  void shuffle(Value& object);

  void collect(Value& value, std::vector<Node>& nodes);
  void drop(const Node& node);
  void rename(const Node& node);
  void respell(const Node& node);
  Value anything();

  std::mt19937_64 random_;
  Allocator* allocator_ = nullptr;
  bool is_1_0_ = false;
};

/// Strings for format date-time and format idn-email, and what we hold of them: the formats are not the business of
/// the validators compared with, which differ in them from each other and from what is observed with Relativity.
struct FormatCase {
  std::string_view text;
  bool is_valid;
};
extern const std::vector<FormatCase> kTimes, kEmails;

/// False if a timestamp or email of the manifest, where a schema knows one, is a string that is not valid.
bool formats_hold(const rapidjson::Value& manifest);

}  // namespace rsmf::test
