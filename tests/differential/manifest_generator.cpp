#include "manifest_generator.hpp"

#include <utility>

namespace rsmf::test {

using rapidjson::kArrayType;
using rapidjson::kObjectType;
using rapidjson::StringRef;

std::string_view ManifestGenerator::pick(std::initializer_list<std::string_view> choices) {
  return choices.begin()[below(choices.size())];
}

ManifestGenerator::Value ManifestGenerator::words() {
  return text(pick(
      {"hello", "Quay 4, noon.", "\xe4\xb8\xad\xe6\x96\x87", "line\nline \"quoted\" \\", "x", "\xf0\x9f\x9a\xa2"}));
}

ManifestGenerator::Value ManifestGenerator::ids(uint64_t most) {
  Value list(kArrayType);
  for (uint64_t i = below(most + 1); i > 0; --i) list.PushBack(person_id(), *allocator_);
  return list;
}

void ManifestGenerator::add(Value& object, std::string_view name, Value value, bool required) {
  if (required || chance(70)) object.AddMember(text(name), value, *allocator_);
}

void ManifestGenerator::shuffle(Value& object) {
  if (!object.IsObject() || object.MemberCount() < 2) return;
  for (rapidjson::SizeType i = object.MemberCount() - 1; i > 0; --i) {
    auto a = object.MemberBegin() + i, b = object.MemberBegin() + rapidjson::SizeType(below(i + 1));
    if (a == b) continue;
    a->name.Swap(b->name);
    a->value.Swap(b->value);
  }
}

ManifestGenerator::Value ManifestGenerator::custom() {
  Value list(kArrayType);
  for (uint64_t i = below(3); i > 0; --i) {
    Value item(kObjectType);
    add(item, "name", words(), true);
    add(item, "value", words(), true);
    list.PushBack(item, *allocator_);
  }
  return list;
}

ManifestGenerator::Value ManifestGenerator::participant(uint64_t number) {
  Value row(kObjectType);
  add(row, "id", text("P" + std::to_string(number)), true);
  add(row, "display", words(), is_1_0_);
  add(row, "email", text(kEmails[below(3)].text));
  add(row, "avatar", words());
  if (!is_1_0_) add(row, "account_id", words());
  add(row, "custom", custom());
  return row;
}

ManifestGenerator::Value ManifestGenerator::conversation(uint64_t number) {
  Value row(kObjectType);
  add(row, "id", text("C" + std::to_string(number)), true);
  add(row, "display", words(), is_1_0_);
  add(row, "platform", text(pick({"slack", "sms"})), true);
  add(row, "type", text(pick({"direct", "channel"})), is_1_0_);
  add(row, "participants", ids(4), true);
  if (!is_1_0_) add(row, "custodian", person_id());
  if (!is_1_0_) add(row, "icon", words());
  add(row, "custom", custom());
  return row;
}

ManifestGenerator::Value ManifestGenerator::event(uint64_t number) {
  Value row(kObjectType);
  add(row, "type",
      text(is_1_0_ ? pick({"message", "disclaimer", "join", "leave"}) : pick({"message", "history", "unknown"})), true);
  add(row, "id", text("e" + std::to_string(number)));
  add(row, "parent", text("e" + std::to_string(below(number + 1))));
  add(row, "body", chance(20) ? text("") : words());
  add(row, "participant", person_id(), is_1_0_);
  add(row, "conversation", text("C" + std::to_string(below(2))), is_1_0_);
  add(row, "timestamp", text(kTimes[below(5)].text), is_1_0_);
  add(row, "deleted", Value(chance(50)));
  add(row, "importance", text(pick({"normal", "high"})));
  if (!is_1_0_) add(row, "direction", text(pick({"incoming", "outgoing"})));
  add_lists(row);
  add(row, "custom", custom());
  return row;
}

void ManifestGenerator::add_lists(Value& event) {
  Value reactions(kArrayType), attachments(kArrayType), edits(kArrayType), receipts(kArrayType);
  for (uint64_t i = below(3); i > 0; --i) {
    Value reaction(kObjectType), attachment(kObjectType), edit(kObjectType), receipt(kObjectType);
    add(reaction, "value", words(), true);
    add(reaction, "count", Value(int64_t(below(9))), is_1_0_);
    add(reaction, "participants", ids(3), is_1_0_);
    add(attachment, "id", words(), true);
    add(attachment, "display", words(), is_1_0_);
    add(attachment, "size", Value(below(1ULL << 40)), is_1_0_);
    add(edit, "participant", person_id(), true);
    add(edit, "timestamp", text(kTimes[below(5)].text), is_1_0_);
    if (!is_1_0_) add(edit, "previous", words());
    if (!is_1_0_) add(edit, "new", chance(20) ? text("") : words());
    add(receipt, "participant", person_id(), true);
    add(receipt, "timestamp", text(kTimes[below(5)].text));
    add(receipt, "action", text(pick({"read", "delivered"})));
    for (Value* row : {&reaction, &attachment, &edit, &receipt}) shuffle(*row);
    reactions.PushBack(reaction, *allocator_);
    attachments.PushBack(attachment, *allocator_);
    edits.PushBack(edit, *allocator_);
    receipts.PushBack(receipt, *allocator_);
  }
  add(event, "reactions", std::move(reactions));
  add(event, "attachments", std::move(attachments));
  add(event, "edits", std::move(edits));
  if (!is_1_0_) add(event, "read_receipts", std::move(receipts));
}

void ManifestGenerator::make(rapidjson::Document& manifest) {
  manifest.SetObject();
  allocator_ = &manifest.GetAllocator();
  is_1_0_ = chance(40);
  Value participants(kArrayType), conversations(kArrayType), events(kArrayType);
  for (uint64_t i = 0, n = below(4); i < n; ++i) participants.PushBack(participant(i), *allocator_);
  for (uint64_t i = 0, n = below(3); i < n; ++i) conversations.PushBack(conversation(i), *allocator_);
  for (uint64_t i = 0, n = below(5); i < n; ++i) events.PushBack(event(i), *allocator_);
  for (Value* rows : {&participants, &conversations, &events})
    for (Value& row : rows->GetArray()) shuffle(row);
  add(manifest, "version", text(is_1_0_ ? "1.0.0" : "2.0.0"), true);
  add(manifest, "participants", std::move(participants), true);
  add(manifest, "conversations", std::move(conversations), true);
  add(manifest, "events", std::move(events), true);
  if (!is_1_0_) add(manifest, "eventcollectionid", words());
  if (chance(50)) shuffle(manifest);  // else the usual order
}

void ManifestGenerator::collect(Value& value, std::vector<Node>& nodes) {
  if (value.IsObject()) {
    size_t index = 0;
    for (auto& member : value.GetObject()) {
      nodes.push_back({&value, index++, {member.name.GetString(), member.name.GetStringLength()}, &member.value});
      collect(member.value, nodes);
    }
  } else if (value.IsArray()) {
    size_t index = 0;
    for (Value& element : value.GetArray()) {
      nodes.push_back({&value, index++, {}, &element});
      collect(element, nodes);
    }
  }
}

ManifestGenerator::Value ManifestGenerator::anything() {
  Value list(kArrayType), object(kObjectType);
  switch (below(12)) {
    case 0:
      return Value();
    case 1:
      return Value(chance(50));
    case 2:
      return Value(int64_t(below(100)) - 50);
    case 3:
      return Value(14.5);
    case 4:
      return text("");
    case 5:
      return words();
    case 6:
      return list;
    case 7:
      return object;
    case 8:
      list.PushBack(words(), *allocator_);
      return list;
    case 9:
      list.PushBack(Value(), *allocator_);
      return list;
    case 10:
      list.PushBack(object, *allocator_);
      return list;
    default:
      object.AddMember("id", words(), *allocator_);
      return object;
  }
}

void ManifestGenerator::drop(const Node& node) {
  if (node.parent->IsObject())
    node.parent->EraseMember(node.parent->MemberBegin() + rapidjson::SizeType(node.index));
  else
    node.parent->Erase(node.parent->Begin() + node.index);
}

/// Another name, often a near one.
void ManifestGenerator::rename(const Node& node) {
  if (!node.parent->IsObject()) return;
  auto member = node.parent->MemberBegin() + rapidjson::SizeType(node.index);
  std::string name(node.name);
  switch (below(3)) {
    case 0:
      name += "s";
      break;
    case 1:
      if (!name.empty()) name[0] = char(name[0] ^ 0x20);
      break;
    default:
      name = pick({"id", "display", "timestamp", "type", "count", "participants", "x", "", "email"});
  }
  if (node.parent->HasMember(name.c_str())) return;  // two members of a name: who reads which is nobody's schema
  member->name = text(name);
}

/// Another string in place of a string.
void ManifestGenerator::respell(const Node& node) {
  if (node.name == "timestamp") {
    *node.value = text(kTimes[below(kTimes.size())].text);
  } else if (node.name == "email") {
    *node.value = text(kEmails[below(kEmails.size())].text);
  } else if (node.name == "version") {
    *node.value = text(pick({"1.0.0", "2.0.0", "2.0", "3.0.0", "\xe2\x82\xac\xe2\x82\xac", "", "2.0.0 "}));
  } else if (node.value->IsString() && node.value->GetStringLength() > 0) {
    std::string other(node.value->GetString(), node.value->GetStringLength());
    chance(50) ? other[0] = char(other[0] & 0x80 ? other[0] : other[0] ^ 0x20) : (other += "x", 'x');
    *node.value = text(other);
  }
}

void ManifestGenerator::spoil(rapidjson::Document& manifest) {
  allocator_ = &manifest.GetAllocator();
  std::vector<Node> nodes;
  collect(manifest, nodes);
  if (nodes.empty()) return;
  const Node& node = nodes[below(nodes.size())];
  switch (below(9)) {
    case 0:
    case 1:
      return drop(node);
    case 2:
      return rename(node);
    case 3:
    case 4:
      return respell(node);
    case 5:
      *node.value = text("");
      return;
    case 6: {  // something from elsewhere
      Value copy(*nodes[below(nodes.size())].value, *allocator_);
      node.value->Swap(copy);
      return;
    }
    case 7:  // once more, the same: an element, or an unknown member
      if (node.parent->IsArray()) {
        Value copy(*node.value, *allocator_);
        node.parent->PushBack(copy, *allocator_);
      } else if (!node.parent->HasMember("more")) {
        node.parent->AddMember("more", anything(), *allocator_);
      }
      return;
    default:
      *node.value = anything();
  }
}

}  // namespace rsmf::test
