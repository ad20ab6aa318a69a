// A source that reads a table of an SQLite database, be it inside a zip: its units are ranges of rows. For tests only:
// it shows that nothing but the format knows what a unit is, and that a source gets the local path that its library
// needs.
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/time_zone.hpp"
#include "base/utf8.hpp"
#include "sources/source.hpp"

namespace rsmf {
namespace sqlite_rows {
namespace {

enum class Trouble : uint8_t { no_time, no_author, unreadable };
constexpr FindingSpec kFindings[] = {
    {"SQR-001", Severity::error, Action::dropped, "row has no valid time", "look at the row in the table"},
    {"SQR-002", Severity::warning, Action::kept, "row has no author", "look at the row in the table"},
    {"SQR-003", Severity::error, Action::skipped_file, "database could not be read to its end", "see the message"},
};
const FindingSpec& spec_of(Trouble trouble) {
  return kFindings[size_t(trouble)];
}

constexpr OptionSpec kTable{.name = "sqlite-table",
                            .placeholder = "NAME",
                            .fallback = "messages",
                            .text = "table that holds the messages (sqlite_rows)"};
constexpr const OptionSpec* kOptions[] = {&kTable};

/// A connection that changes nothing, not even beside the file. One thread at a time.
class Database {
 public:
  static Result<Database> open(const std::string& path) {
    std::string uri = "file:";
    for (char c : path) {
      static constexpr char kHex[] = "0123456789abcdef";
      const bool plain = c == '/' || c == '-' || c == '.' || c == '_' || (c >= '0' && c <= '9') ||
                         (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      uri += plain ? std::string(1, c) : std::string{'%', kHex[uint8_t(c) >> 4], kHex[uint8_t(c) & 15]};
    }
    sqlite3* handle = nullptr;
    const int opened =
        sqlite3_open_v2((uri + "?immutable=1").c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    Database database(handle);
    if (opened != SQLITE_OK) return database.trouble();
    return database;
  }
  std::unexpected<Error> trouble() const { return fail(ErrorKind::format, sqlite3_errmsg(handle_.get())); }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  Result<Statement> prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql.c_str(), int(sql.size()), &statement, nullptr) != SQLITE_OK)
      return trouble();
    return Statement(statement);
  }

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

/// Rows of one table, [first, last] by rowid.
struct RowsUnit : WorkUnit {
  int64_t first = 0, last = -1;

  void clear() override {
    WorkUnit::clear();
    first = 0;
    last = -1;
  }
  uint64_t cost() const override { return sizeof *this; }
};

/// A database of the export, with the path that the source leased for it.
struct Table {
  LocalPath lease;
  std::string name;
  int64_t rows = 0;
};

class RowsDecoder final : public DecoderOf<RowsUnit> {
 public:
  explicit RowsDecoder(const std::vector<Table>& tables) : tables_(tables) {}

 private:
  void decode_unit(const RowsUnit& unit, EventBuilder& into) override {
    if (unit.first > unit.last) return;
    if (auto done = read(unit, into); !done)
      into.report(
          {&spec_of(Trouble::unreadable), {unit.stream, 0, uint64_t(unit.first), 0}, {}, done.error().message, {}});
  }

  Result<void> read(const RowsUnit& unit, EventBuilder& into) {
    const Table& table = tables_[unit.stream];
    if (stream_ != unit.stream) {
      auto database = Database::open(table.lease.path());
      RSMF_TRY(database);
      auto select = database->prepare("SELECT rowid, conversation, author, time, text FROM " + quoted(table.name) +
                                      " WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid");
      RSMF_TRY(select);
      select_ = std::move(*select);
      database_.emplace(std::move(*database));
      stream_ = unit.stream;
    }
    sqlite3_reset(select_.get());
    sqlite3_bind_int64(select_.get(), 1, unit.first);
    sqlite3_bind_int64(select_.get(), 2, unit.last);
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(select_.get())) == SQLITE_ROW) row(into);
    return step == SQLITE_DONE ? Result<void>{} : database_->trouble();
  }

  std::string_view column(int number, EventBuilder& into) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(select_.get(), number));
    return text ? into.copy({text, size_t(sqlite3_column_bytes(select_.get(), number))}) : std::string_view();
  }

  void row(EventBuilder& into) {
    const int64_t number = sqlite3_column_int64(select_.get(), 0);
    into.begin_record(uint64_t(number), 1);
    std::string_view room = column(1, into);
    const std::string_view author = column(2, into), body = column(4, into);
    if (room.empty()) room = "unknown";
    Event event;
    event.time = parse_timestamp(column(3, into));
    if (event.time == kNoTime) return into.drop({&spec_of(Trouble::no_time), {}, {}, {}, excerpt(body)});
    id_ = std::to_string(into.origin().stream) + "." + std::to_string(number);
    event.id = into.copy(id_);
    event.body = body;
    event.conversation = into.conversation({.id = room,
                                            .display = room,
                                            .platform = "sqlite",
                                            .type = ConversationType::channel,
                                            .custodian = {},
                                            .custom = {}});
    if (author.empty()) {
      into.report({&spec_of(Trouble::no_author), {}, std::string(id_), {}, excerpt(body)});
    } else {
      event.participant = into.participant(
          {.id = author, .display = author, .email = {}, .account_id = {}, .avatar = {}, .custom = {}});
    }
    into.add(event);
  }

  const std::vector<Table>& tables_;
  std::optional<Database> database_;
  Database::Statement select_;  // of database_, for stream_
  uint32_t stream_ = kNone;
  std::string id_;
};

class NoAttachments final : public AttachmentStore {
 public:
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override {
    return fail(ErrorKind::bug, "this format has no attachments: " + std::string(key));
  }
};

bool is_database(std::string_view name) {
  return name.ends_with(".db") || name.ends_with(".sqlite");
}

class RowsSource final : public SourceOf<RowsUnit> {
 public:
  explicit RowsSource(const SourceArgs& args) : args_(args) {
    const auto& entries = args.container.entries();
    for (size_t i = 0; i < entries.size(); ++i) {
      if (!is_database(entries[i].name)) continue;
      entries_.push_back(i);
      streams_.push_back({args.container.path() + "!" + entries[i].name, entries[i].size, PositionUnit::row});
    }
  }

  Result<Survey> survey() override {
    Survey survey;
    const std::string name(kTable.value(args_.options));
    for (size_t i = 0; i < entries_.size(); ++i) {
      RSMF_TRY(args_.check_stop());
      Table& table = tables_.emplace_back();
      table.name = name;
      auto lease = args_.lease_path(entries_[i]);
      if (!lease) return std::unexpected(std::move(lease.error()));
      table.lease = std::move(*lease);
      auto rows = count(table);
      if (!rows)
        survey.findings.push_back(
            {&spec_of(Trouble::unreadable), {uint32_t(i), 0, 0, 0}, {}, rows.error().message, {}});
      table.rows = rows.value_or(0);
      survey.input_bytes += uint64_t(table.rows);
    }
    RSMF_TRY(rewind());
    return survey;
  }

  Result<void> rewind() override {
    stream_ = 0;
    done_ = 0;
    next_ = INT64_MIN;
    bounds_.reset();
    database_.reset();
    return {};
  }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<RowsDecoder>(tables_); }
  const std::vector<SourceStream>& streams() const override { return streams_; }
  const AttachmentStore& attachments() const override { return attachments_; }

 private:
  static Result<int64_t> count(const Table& table) {
    auto database = Database::open(table.lease.path());
    RSMF_TRY(database);
    auto select =
        database->prepare("SELECT count(*), count(conversation || author || time || text) FROM " + quoted(table.name));
    RSMF_TRY(select);
    if (sqlite3_step(select->get()) != SQLITE_ROW) return database->trouble();
    return sqlite3_column_int64(select->get(), 0);
  }

  /// The next rows of the table at hand, as many as make a unit: their borders, not the rows.
  Result<bool> cut(RowsUnit& into) override {
    for (; stream_ < tables_.size(); ++stream_, next_ = INT64_MIN, bounds_.reset()) {
      into.stream = stream_;
      if (tables_[stream_].rows == 0) continue;
      if (!bounds_) RSMF_TRY(open_table());
      sqlite3_reset(bounds_.get());
      sqlite3_bind_int64(bounds_.get(), 1, next_);
      sqlite3_bind_int64(bounds_.get(), 2, int64_t(std::max<uint64_t>(args_.options.frame_bytes / kRowBytes, 1)));
      if (sqlite3_step(bounds_.get()) != SQLITE_ROW) return database_->trouble();
      if (sqlite3_column_int64(bounds_.get(), 2) == 0) continue;
      into.first = sqlite3_column_int64(bounds_.get(), 0);
      into.last = sqlite3_column_int64(bounds_.get(), 1);
      done_ += uint64_t(sqlite3_column_int64(bounds_.get(), 2));
      into.progress = done_;
      if (into.last == INT64_MAX)
        ++stream_, next_ = INT64_MIN, bounds_.reset();
      else
        next_ = into.last + 1;
      return true;
    }
    return false;
  }

  Result<void> open_table() {
    auto database = Database::open(tables_[stream_].lease.path());
    RSMF_TRY(database);
    auto bounds = database->prepare("SELECT min(rowid), max(rowid), count(*) FROM (SELECT rowid FROM " +
                                    quoted(tables_[stream_].name) + " WHERE rowid >= ?1 ORDER BY rowid LIMIT ?2)");
    RSMF_TRY(bounds);
    bounds_ = std::move(*bounds);
    database_.emplace(std::move(*database));
    return {};
  }

  static constexpr uint64_t kRowBytes = 64;  // about what a row takes

  const SourceArgs args_;
  std::vector<size_t> entries_;
  std::vector<SourceStream> streams_;
  std::vector<Table> tables_;
  NoAttachments attachments_;
  uint32_t stream_ = 0;
  uint64_t done_ = 0;
  int64_t next_ = INT64_MIN;
  std::optional<Database> database_;
  Database::Statement bounds_;  // of database_
};

int probe(const Container& container, std::string& why) {
  const auto& entries = container.entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!is_database(entries[i].name)) continue;
    auto head = container.prefix(i, 16);
    if (!head || *head != std::string("SQLite format 3\0", 16)) continue;
    why = entries[i].name + " is an SQLite database";
    return 70;
  }
  return 0;
}

Result<std::unique_ptr<Source>> open(const SourceArgs& args) {
  return std::make_unique<RowsSource>(args);
}

constexpr Fidelity kFidelity[] = {{"messages", "kept", ""}};

}  // namespace
}  // namespace sqlite_rows

extern const SourceFormat sqlite_rows_format;
const SourceFormat sqlite_rows_format = {
    .id = "sqlite_rows",
    .title = "rows of an SQLite table, for tests",
    .inputs = "database, folder or zip",
    .probe = sqlite_rows::probe,
    .open = sqlite_rows::open,
    .findings = sqlite_rows::kFindings,
    .fidelity = sqlite_rows::kFidelity,
    .options = sqlite_rows::kOptions,
};

}  // namespace rsmf
