#include <retort/engine/sqlite/connection.h>

#include <sqlite3.h>

#include <limits>
#include <utility>

#include <retort/engine/sqlite/ddl/split.h>
#include <retort/engine/sqlite/error.h>
#include <retort/engine/sqlite/functions.h>
#include <retort/engine/sqlite/open.h>
#include <retort/engine/sqlite/statement.h>

namespace retort::engine::sqlite {

namespace {

// Of a script, an error shows only the statement that is wrong.
std::string_view first_statement(std::string_view script) {
  const auto statements = ddl::split_statements(script);
  return statements.empty() ? script : statements.front().text;
}

}  // namespace

// SQLite's double-quoted string literals are left as the library has them, although a misquoted
// column goes unnoticed that way: with SQLITE_DBCONFIG_DQS_DML off, every existing view and trigger
// that holds one stops working, and so do ALTER TABLE ... RENAME and all writes to the triggers'
// tables.
SqliteConnection::SqliteConnection(const OpenTarget& target, const Options& options)
    : foreign_keys_(options.foreign_keys), busy_(target.busy_timeout), handle_(open(target)) {
  if (!set_foreign_keys())
    throw ConnectError({.code = SQLITE_ERROR,
                        .message = "this SQLite library was built without foreign keys",
                        .doing = "cannot open " + shown(target),
                        .hint = "set Options::foreign_keys to false to do without them"});
  busy_.install(handle());
  add_functions(handle(), options);
}

void SqliteConnection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

bool SqliteConnection::set_foreign_keys() noexcept {
  int now = 0;
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_FKEY, foreign_keys_ ? 1 : 0, &now);
  return (now != 0) == foreign_keys_;
}

std::unique_ptr<detail::DriverStatement> SqliteConnection::prepare(std::string_view& sql) {
  // SQLite would take the text up to there for all of it.
  if (sql.find('\0') != std::string_view::npos)
    throw UsageError("SQL text holds a NUL byte: bind the value as a parameter");
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    throw UsageError("SQL text of " + std::to_string(sql.size()) + " bytes is too long");
  busy_.start();
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
  if (code != SQLITE_OK) fail(first_statement(sql));
  sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
  if (prepared == nullptr) return nullptr;
  return std::make_unique<SqliteStatement>(*this, prepared);
}

std::unique_ptr<detail::DriverStatement> SqliteConnection::prepare_rows(std::string_view sql,
                                                                        const SelectList& list) {
  if (!RowStatement::takes(handle(), list)) return nullptr;
  if (!std::exchange(has_row_function_, true)) RowStatement::add_function(handle(), row_reading_);
  const auto text = RowStatement::called(sql, list);
  sqlite3_stmt* prepared = nullptr;
  busy_.start();
  // What is wrong is said of the query as it is.
  if (sqlite3_prepare_v3(handle(), text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &prepared,
                         nullptr) != SQLITE_OK)
    return nullptr;
  return std::make_unique<RowStatement>(*this, sql, list.count,
                                        std::make_unique<SqliteStatement>(*this, prepared));
}

void SqliteConnection::attach(const Attachment& attachment) {
  busy_.start();
  sqlite::attach(handle(), attachment, busy_);
}

void SqliteConnection::statement_starts() {
  busy_.start();
  total_before_ = sqlite3_total_changes64(handle());
}

std::int64_t SqliteConnection::changes() const {
  // sqlite3_changes() keeps the number of the last INSERT, UPDATE or DELETE through statements of
  // other kinds; these leave the total alone.
  if (sqlite3_total_changes64(handle()) == total_before_) return 0;
  return sqlite3_changes64(handle());
}

bool SqliteConnection::changed_more() const {
  return sqlite3_total_changes64(handle()) - total_before_ != changes();
}

std::int64_t SqliteConnection::last_insert_id() const {
  return sqlite3_last_insert_rowid(handle());
}

void SqliteConnection::watch(std::function<void(std::int64_t)> tick) {
  tick_ = std::move(tick);
  install_progress();
}

void SqliteConnection::stop_when(const std::atomic<bool>* flag) {
  stop_ = flag;
  install_progress();
}

// SQLite has one such handler. The key stands while a statement runs, which its count of rows does not.
void SqliteConnection::install_progress() {
  const auto call = [](void* self) {
    const auto* connection = static_cast<SqliteConnection*>(self);
    if (connection->stop_ != nullptr && connection->stop_->load()) return 1;
    if (connection->tick_) connection->tick_(connection->last_insert_id());
    return 0;
  };
  const bool wanted = tick_ || stop_ != nullptr;
  sqlite3_progress_handler(handle(), wanted ? steps_between_ticks : 0, wanted ? +call : nullptr,
                           this);
}

void SqliteConnection::copy_to(detail::DriverConnection& to) {
  auto& other = static_cast<SqliteConnection&>(to);
  sqlite3_backup* const backup = sqlite3_backup_init(other.handle(), "main", handle(), "main");
  if (backup == nullptr) other.fail("");
  const int code = sqlite3_backup_step(backup, -1);
  if (sqlite3_backup_finish(backup) != SQLITE_OK || code != SQLITE_DONE) other.fail("");
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

std::string_view SqliteConnection::begin(Mode mode) const {
  switch (mode) {
    case Mode::deferred: break;
    case Mode::immediate: return "BEGIN IMMEDIATE";
    case Mode::exclusive: return "BEGIN EXCLUSIVE";
  }
  return "BEGIN";
}

// PRAGMA foreign_keys and PRAGMA busy_timeout replace them.
void SqliteConnection::restore() noexcept {
  set_foreign_keys();
  busy_.install(handle());
}

void SqliteConnection::fail(std::string_view sql) const { throw_error(handle(), sql, busy_); }

}  // namespace retort::engine::sqlite
