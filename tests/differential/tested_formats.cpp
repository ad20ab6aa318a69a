#include <algorithm>

#include "manifest_generator.hpp"

namespace rsmf::test {

const std::vector<FormatCase> kTimes = {
    {"2024-03-01T08:09:10Z", true},
    {"2024-03-01T08:09:10.1234567+05:45", true},
    {"2024-02-29T23:59:59-00:00", true},
    {"2024-03-01T08:09:10", true},  // without a zone: allowed, and noted
    {"1969-12-31T23:59:59.5Z", true},
    {"2024-03-01", false},
    {"2024-03-01T08:09Z", false},
    {"2023-02-29T08:09:10Z", false},
    {"2024-13-01T08:09:10Z", false},
    {"2024-03-01T24:09:10Z", false},
    {"2024-03-01 08:09:10Z", false},
    {"1709280550", false},
    {"", false},
    {"2024-03-01T08:09:10Zulu", false},
    {"2024-3-1T8:9:10Z", false},
    {"2024-03-01T08:60:10Z", false},
    {" 2024-03-01T08:09:10Z", false},
    {"yesterday", false},
};
const std::vector<FormatCase> kEmails = {
    {"ada@example.com", true},
    {"ada+work@mail.example.org", true},
    {"\xc3\xa1"
     "da@ex\xc3\xa4mple.org",
     true},
    {"ada", false},
    {"", false},
    {"Ada <ada@example.com>", false},
    {"ada@", false},
    {"+44 20 7946 0000", false},
    {"ada@mail_host.example.com", false},
    {"@example.com", false},
    {"ada@-example.com", false},
    {"19:meeting_abc@thread.v2 x", false},
};

namespace {

bool holds(const rapidjson::Value& object, const char* name, const std::vector<FormatCase>& cases) {
  auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) return true;
  std::string_view text(member->value.GetString(), member->value.GetStringLength());
  auto known = std::ranges::find(cases, text, &FormatCase::text);
  return known != cases.end() && known->is_valid;  // strings from elsewhere are words, neither time nor address
}

template <typename Check>
bool all_rows(const rapidjson::Value& object, const char* name, Check check) {
  auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsArray()) return true;
  return std::ranges::all_of(member->value.GetArray(),
                             [&](const rapidjson::Value& row) { return !row.IsObject() || check(row); });
}

}  // namespace

bool formats_hold(const rapidjson::Value& manifest) {
  auto version = manifest.FindMember("version");
  bool is_1_0 = version != manifest.MemberEnd() && version->value.IsString() &&
                std::string_view(version->value.GetString()) == "1.0.0";
  auto is_timed = [](const rapidjson::Value& row) { return holds(row, "timestamp", kTimes); };
  return all_rows(manifest, "participants", [](const rapidjson::Value& row) { return holds(row, "email", kEmails); }) &&
         all_rows(manifest, "events", [&](const rapidjson::Value& row) {
           return is_timed(row) && all_rows(row, "edits", is_timed) &&
                  (is_1_0 || all_rows(row, "read_receipts", is_timed));
         });
}

}  // namespace rsmf::test
