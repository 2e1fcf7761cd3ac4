#include <retort/migrate/history_table.h>

#include <pwd.h>
#include <unistd.h>

#include <map>

#include <retort/engine/dialect.h>
#include <retort/migrate/checksum.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/detail/utc.h>

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

// Asked for once: it reads files of the system's.
const std::string& user_and_machine() {
  static const std::string text = [] {
    char machine[256] = "";
    ::gethostname(machine, sizeof machine - 1);
    const passwd* user = ::getpwuid(::geteuid());
    return (user ? std::string(user->pw_name) : std::to_string(::geteuid())) + "@" + machine;
  }();
  return text;
}

constexpr const char* reason = "the history table";

engine::Value text_or_null(const std::string& text) {
  return text.empty() ? engine::Value(engine::Null()) : engine::Value(text);
}

bool undoes(std::string_view direction) {
  return direction == "downgrade" || direction == "unstamp";
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

Revision revision_of(const HistoryEntry& entry) {
  return parse_revision(entry.script, "the database's copy of " + entry.file);
}

HistoryEntry begin_entry(const Revision& revision, std::string direction) {
  return {.revision = revision.revision,
          .direction = std::move(direction),
          .started = detail::utc_text(),
          .checksum = checksum(revision.text),
          .script = revision.text,
          .file = revision.path.filename().string()};
}

HistoryEntry begin_entry(const Move& move) {
  return begin_entry(*move.revision,
                     move.direction == Direction::upgrade ? "upgrade" : "downgrade");
}

std::vector<HistoryEntry> HistoryTable::select(engine::Connection& connection,
                                               std::string_view rest) const {
  std::vector<HistoryEntry> result;
  if (!detail::table_exists(connection, name_)) return result;
  auto select = detail::prepare_on(connection, name_, "tag", "history_table",
                                   "SELECT id, " + std::string(columns) + " FROM " +
                                       connection.dialect().quote(name_) + std::string(rest) +
                                       " ORDER BY id");
  while (select.step()) result.push_back(read(select));
  return result;
}

std::vector<HistoryEntry> HistoryTable::entries(engine::Connection& connection) const {
  return select(connection, "");
}

std::vector<HistoryEntry> HistoryTable::applied(engine::Connection& connection) const {
  std::map<std::string, HistoryEntry> last;
  for (HistoryEntry& entry : entries(connection)) {
    if (entry.finished.empty()) continue;
    if (undoes(entry.direction))
      last.erase(entry.revision);
    else
      last.insert_or_assign(entry.revision, std::move(entry));
  }
  std::vector<HistoryEntry> result;
  for (auto& [revision, entry] : last) result.push_back(std::move(entry));
  return result;
}

std::unordered_map<std::string, std::string> HistoryTable::checksums(
    engine::Connection& connection) const {
  std::unordered_map<std::string, std::string> last;
  if (!detail::table_exists(connection, name_)) return last;
  auto row = detail::prepare_on(connection, name_, "tag", "history_table",
                                "SELECT revision, direction, checksum FROM " +
                                    connection.dialect().quote(name_) +
                                    " WHERE finished IS NOT NULL ORDER BY id");
  while (row.step()) {
    std::string revision(row.text(0));
    if (undoes(row.text(1)))
      last.erase(revision);
    else
      last.insert_or_assign(std::move(revision), row.text(2));
  }
  return last;
}

std::optional<HistoryEntry> HistoryTable::unfinished(engine::Connection& connection) const {
  std::vector<HistoryEntry> open = select(connection, " WHERE finished IS NULL");
  if (open.empty()) return std::nullopt;
  return std::move(open.front());
}

void HistoryTable::ensure(engine::Connection& connection) const {
  if (!detail::table_exists(connection, name_))
    connection.execute(creation(connection.dialect()).sql);
}

std::int64_t HistoryTable::add(engine::Connection& connection, const HistoryEntry& entry) const {
  const Step step = addition(connection.dialect(), entry);
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
                                       std::string("retort ") + RETORT_VERSION,
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

void HistoryTable::remove(engine::Connection& connection, std::int64_t id) const {
  const engine::Dialect& dialect = connection.dialect();
  std::string sql = "DELETE FROM " + dialect.quote(name_) + " WHERE id = ";
  dialect.placeholder(sql, 1);
  connection.execute(sql, {id});
}

}  // namespace retort::migrate
