#include "generate/generate.hpp"

#include <algorithm>

#include "generate/exports.hpp"

namespace rsmf {

namespace {

constexpr std::string_view kFormats[] = {"events", "slack", "whatsapp"};
// Bounds memory (what is planned for the coming days is kept) and keeps times unique.
constexpr uint64_t kMostEventsPerDay = 100'000;
constexpr uint32_t kMostPeople = 1'000'000;
constexpr uint32_t kMostShuffled = 100'000;  // they are held in memory

Result<void> check(const GenerateOptions& options) {
  if (std::find(std::begin(kFormats), std::end(kFormats), options.format) == std::end(kFormats)) {
    return fail(ErrorKind::usage, "cannot generate '" + options.format + "': choose events, slack or whatsapp");
  }
  const std::pair<const char*, double> rates[] = {
      {"reply", options.reply_rate},   {"reaction", options.reaction_rate}, {"edit", options.edit_rate},
      {"delete", options.delete_rate}, {"dirty", options.dirty_rate},       {"attachment", options.attachment_rate}};
  for (const auto& [name, rate] : rates) {
    if (!(rate >= 0 && rate <= 1))
      return fail(ErrorKind::usage, std::string("the ") + name + " rate must be from 0 to 1");
  }
  if (options.messages == 0) return fail(ErrorKind::usage, "the number of messages must be at least 1");
  if (options.events_per_day == 0 || options.events_per_day > kMostEventsPerDay) {
    return fail(ErrorKind::usage, "events per day must be from 1 to 100000");
  }
  if (options.people > kMostPeople || options.conversations > kMostPeople) {
    return fail(ErrorKind::usage, "at most 1000000 people and conversations");
  }
  if (options.shuffle > 0 && options.format != "events") {
    return fail(ErrorKind::usage, "only events can be shuffled: the other formats have their order");
  }
  if (options.shuffle > kMostShuffled) return fail(ErrorKind::usage, "at most 100000 events can be shuffled at once");
  // Time stamps reach to the year 2262.
  const uint64_t chats = std::max<uint64_t>(options.conversations, 1);
  if (options.messages / chats / options.events_per_day > 80'000) {
    return fail(ErrorKind::usage,
                "so many messages would last for centuries: allow more events per day or conversations");
  }
  const auto kind = ExportOutput::kind_of(options.output);
  if (options.output.empty()) return fail(ErrorKind::usage, "no output file named");
  if (options.format == "slack" && kind == ExportOutput::Kind::file) {
    return fail(ErrorKind::usage, "a slack export is a zip (*.zip) or a folder (a path that ends in '/')");
  }
  if (options.format == "whatsapp" && options.conversations > 1 && kind == ExportOutput::Kind::file) {
    return fail(ErrorKind::usage, "several chats need a zip (*.zip) or a folder (a path that ends in '/')");
  }
  if (!options.style.empty() && options.style != "android" && options.style != "ios") {
    return fail(ErrorKind::usage, "style must be android or ios");
  }
  return {};
}

}  // namespace

std::span<const std::string_view> generated_formats() {
  return kFormats;
}

Result<void> generate(const GenerateOptions& options, FileSystem& files) {
  RSMF_TRY(check(options));
  const auto policy = options.overwrite ? ExportOutput::IfPresent::replace : ExportOutput::IfPresent::refuse;
  auto output = ExportOutput::create(files, options.output, policy);
  RSMF_TRY(output);
  auto model = ModelLog::create(files, options.model, policy);
  RSMF_TRY(model);
  const Scenario scenario(options);
  if (options.format == "slack") {
    RSMF_TRY(write_slack(scenario, options.indented ? kExportIndented : kExportLine, *output, *model));
  } else if (options.format == "whatsapp") {
    RSMF_TRY(write_whatsapp(scenario, options.style, ExportOutput::kind_of(options.output), *output, *model));
  } else {
    RSMF_TRY(write_events(scenario, options.shuffle, *output, *model));
  }
  RSMF_TRY(output->finish());
  return model->finish();
}

}  // namespace rsmf
