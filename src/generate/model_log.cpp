#include "generate/model_log.hpp"

#include <algorithm>

#include "json/json_writer.hpp"

namespace rsmf {

namespace {

constexpr size_t kModelFlushBytes = 256 * 1024;

}  // namespace

Result<ModelLog> ModelLog::create(FileSystem& files, const std::string& path, ExportOutput::IfPresent policy) {
  ModelLog log;
  if (path.empty()) return log;
  if (ExportOutput::kind_of(path) != ExportOutput::Kind::file) {
    return fail(ErrorKind::usage, "the model is one text file: give it another name than " + path);
  }
  auto output = ExportOutput::create(files, path, policy);
  RSMF_TRY(output);
  log.output_.emplace(std::move(*output));
  return log;
}

void ModelLog::count(std::string_view type, TimeNs time) {
  if (time != kNoTime) {
    if (totals_.first == 0 || time < totals_.first) totals_.first = time;
    totals_.last = std::max(totals_.last, time);
  }
  ++totals_.events;
  if (type == "message") ++totals_.messages;
  if (type == "join") ++totals_.joins;
  if (type == "leave") ++totals_.leaves;
  if (type == "disclaimer") ++totals_.disclaimers;
}

Result<void> ModelLog::event(const EventRecord& event) {
  append_event(event, buffer_);
  return lines({});
}

Result<void> ModelLog::lines(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() < kModelFlushBytes) return {};
  RSMF_TRY(output_->append(buffer_));
  buffer_.clear();
  return {};
}

Result<void> ModelLog::finish() {
  if (!output_) return {};
  const ModelTotals& t = totals_;
  JsonWriter json(buffer_, kExportLine);
  json.begin_object();
  json.text("record", "totals");
  const std::pair<std::string_view, uint64_t> counts[] = {{"records", t.records},
                                                          {"events", t.events},
                                                          {"messages", t.messages},
                                                          {"joins", t.joins},
                                                          {"leaves", t.leaves},
                                                          {"disclaimers", t.disclaimers},
                                                          {"folded", t.folded},
                                                          {"dropped", t.dropped},
                                                          {"repeated", t.repeated},
                                                          {"repaired", t.repaired},
                                                          {"edited", t.edited},
                                                          {"deleted", t.deleted},
                                                          {"replies", t.replies},
                                                          {"attachments", t.attachments},
                                                          {"conversations", t.conversations},
                                                          {"first_ns", static_cast<uint64_t>(t.first)},
                                                          {"last_ns", static_cast<uint64_t>(t.last)}};
  for (const auto& [name, value] : counts) json.number(name, value);
  json.end_object();
  buffer_ += '\n';
  RSMF_TRY(output_->append(buffer_));
  return output_->finish();
}

}  // namespace rsmf
