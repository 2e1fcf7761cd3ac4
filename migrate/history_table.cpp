#include <retort/migrate/history_table.h>

#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <map>

#include <retort/engine/dialect.h>
#include <retort/migrate/checksum.h>

namespace retort::migrate {

namespace {

constexpr std::string_view columns =
    "revision, direction, started, finished, who, tool, checksum, script, file, steps, tag";

schema::Table definition(const std::string& name) {
  schema::Table table{.name = name};
  table.columns.push_back({.name = "id", .type = {"INTEGER"}, .nullable = false});
  const auto text = [&](const std::string& column, const std::string& type, bool nullable) {
    table.columns.push_back({.name = column, .type = {type}, .nullable = nullable});
  };
  text("revision", "VARCHAR(32)", false);
  text("direction", "VARCHAR(9)", false);
  text("started", "TIMESTAMP", false);
  text("finished", "TIMESTAMP", true);
  text("who", "TEXT", false);
  text("tool", "TEXT", false);
  text("checksum", "VARCHAR(32)", false);
  text("script", "TEXT", false);
  text("file", "TEXT", false);
  text("steps", "INTEGER", false);
  text("tag", "TEXT", true);
  table.primary_key = schema::PrimaryKey{.columns = schema::indexed({"id"})};
  return table;
}

bool exists(engine::Connection& connection, const std::string& name) {
  const engine::Value parameter = name;
  return connection.scalar(connection.dialect().table_exists(), {&parameter, 1}).has_value();
}

std::string user_and_machine() {
  char machine[256] = "";
  ::gethostname(machine, sizeof machine - 1);
  const passwd* user = ::getpwuid(::geteuid());
  return (user ? std::string(user->pw_name) : std::to_string(::geteuid())) + "@" + machine;
}

constexpr const char* reason = "the history table";

engine::Value text_or_null(const std::string& text) {
  return text.empty() ? engine::Value(engine::Null()) : engine::Value(text);
}

HistoryEntry read(engine::Statement& row) {
  const auto text = [&](int column) { return std::string(row.text(column)); };
  return {.id = row.int64(0),
          .revision = text(1),
          .direction = text(2),
          .started = text(3),
          .finished = row.is_null(4) ? "" : text(4),
          .who = text(5),
          .tool = text(6),
          .checksum = text(7),
          .script = text(8),
          .file = text(9),
          .steps = row.int64(10),
          .tag = row.is_null(11) ? "" : text(11)};
}

}  // namespace

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[sizeof "2026-11-22T11:30:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

Revision revision_of(const HistoryEntry& entry) {
  return parse_revision(entry.script, "the database's copy of " + entry.file);
}

HistoryEntry begin_entry(const Move& move) {
  return {.revision = move.revision->revision,
          .direction = move.direction == Direction::upgrade ? "upgrade" : "downgrade",
          .started = now_utc(),
          .checksum = checksum(move.revision->text),
          .script = move.revision->text,
          .file = move.revision->path.filename().string()};
}

std::vector<HistoryEntry> HistoryTable::entries(engine::Connection& connection) const {
  std::vector<HistoryEntry> result;
  if (!exists(connection, name_)) return result;
  auto select = connection.prepare("SELECT id, " + std::string(columns) + " FROM " +
                                   connection.dialect().quote(name_) + " ORDER BY id");
  while (select.step()) result.push_back(read(select));
  return result;
}

std::vector<HistoryEntry> HistoryTable::applied(engine::Connection& connection) const {
  std::map<std::string, HistoryEntry> last;
  for (HistoryEntry& entry : entries(connection)) {
    if (entry.finished.empty()) continue;
    if (entry.direction == "upgrade")
      last.insert_or_assign(entry.revision, std::move(entry));
    else
      last.erase(entry.revision);
  }
  std::vector<HistoryEntry> result;
  for (auto& [revision, entry] : last) result.push_back(std::move(entry));
  return result;
}

std::optional<HistoryEntry> HistoryTable::unfinished(engine::Connection& connection) const {
  if (!exists(connection, name_)) return std::nullopt;
  auto select =
      connection.prepare("SELECT id, " + std::string(columns) + " FROM " +
                         connection.dialect().quote(name_) + " WHERE finished IS NULL ORDER BY id");
  if (!select.step()) return std::nullopt;
  return read(select);
}

std::int64_t HistoryTable::add(engine::Connection& connection, HistoryEntry entry) const {
  const engine::Dialect& dialect = connection.dialect();
  if (!exists(connection, name_)) connection.execute(creation(dialect).sql);
  const Step step = addition(dialect, entry);
  connection.execute(step.sql, step.parameters);
  return connection.last_insert_id();
}

void HistoryTable::update(engine::Connection& connection, std::int64_t steps,
                          const std::string& finished) const {
  const Step step = ending(connection.dialect(), steps, finished);
  connection.execute(step.sql, step.parameters);
}

Step HistoryTable::creation(const engine::Dialect& dialect) const {
  return {.sql = dialect.create_table(definition(name_)), .reason = reason};
}

Step HistoryTable::addition(const engine::Dialect& dialect, const HistoryEntry& entry) const {
  std::vector<engine::Value> values = {entry.revision,
                                       entry.direction,
                                       entry.started,
                                       text_or_null(entry.finished),
                                       user_and_machine(),
                                       "retort " RETORT_VERSION,
                                       entry.checksum,
                                       entry.script,
                                       entry.file,
                                       entry.steps,
                                       text_or_null(entry.tag)};
  std::string sql =
      "INSERT INTO " + dialect.quote(name_) + " (" + std::string(columns) + ") VALUES (";
  for (std::size_t i = 1; i <= values.size(); ++i) {
    if (i > 1) sql += ", ";
    dialect.placeholder(sql, static_cast<int>(i));
  }
  Step step{.sql = sql + ")", .parameters = std::move(values), .reason = reason, .times = {2}};
  if (!entry.finished.empty()) step.times.push_back(3);
  return step;
}

Step HistoryTable::ending(const engine::Dialect& dialect, std::int64_t steps,
                          const std::string& finished) const {
  std::string sql = "UPDATE " + dialect.quote(name_) + " SET steps = ";
  dialect.placeholder(sql, 1);
  sql += ", finished = ";
  dialect.placeholder(sql, 2);
  // At most one is unfinished: it has to be ended before anything else is run.
  Step step{.sql = sql + " WHERE finished IS NULL",
            .parameters = {steps, text_or_null(finished)},
            .reason = reason};
  if (!finished.empty()) step.times = {1};
  return step;
}

}  // namespace retort::migrate
