#include <retort/engine/sqlite/error.h>

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <utility>

#include <retort/engine/sqlite/code_name.h>

namespace retort::engine::sqlite {

namespace {

std::string busy_hint(int code, const BusyWait& busy) {
  const std::string waited = std::to_string(busy.waited().count()) + " ms";
  if ((code & 0xff) == SQLITE_LOCKED)
    return "a statement of this connection is still being read: finish or reset it first";
  if (busy.waited() >= busy.limit())
    return "another connection holds the lock; waited " + waited + " for it (the busy timeout)";
  return "another connection has written or is writing; gave up after " + waited +
         ", as a rule because this transaction has read already and waiting cannot help: roll back "
         "and try again, with BEGIN IMMEDIATE";
}

std::string damage_hint(sqlite3* database, int code) {
  // A full-text or other virtual table, which is not the file's fault.
  if (code == SQLITE_CORRUPT_VTAB) return {};
  const char* file = sqlite3_db_filename(database, "main");
  const std::string name = file == nullptr || *file == '\0' ? "the database" : file;
  return name +
         " is damaged, or its schema was edited by hand: PRAGMA integrity_check says more; put a "
         "backup in its place, or save what can be read with the shell's .recover";
}

std::string hint(sqlite3* database, int code, const BusyWait& busy) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT: return damage_hint(database, code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return busy_hint(code, busy);
    case SQLITE_READONLY:
      if (code == SQLITE_READONLY_DBMOVED)
        return "the file was moved, deleted or replaced after this connection had opened it";
      return "the connection was opened to read only, or the file or its folder may not be written";
    default: return {};
  }
}

/// `UNIQUE constraint failed: t.a, t.b`, and the same of NOT NULL. An index on expressions has its own
/// name there, and CHECK the constraint's.
void name_columns(DatabaseError::Details& details) {
  constexpr std::string_view before = " constraint failed: ";
  const auto found = details.message.find(before);
  const bool unique = details.message.starts_with("UNIQUE");
  if (found == std::string::npos || !(unique || details.message.starts_with("NOT NULL"))) return;
  std::string_view rest = std::string_view(details.message).substr(found + before.size());
  while (!rest.empty()) {
    const auto end = rest.find(", ");
    const auto name = rest.substr(0, end);
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return;
    details.table = name.substr(0, dot);
    details.columns.emplace_back(name.substr(dot + 1));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
  }
}

}  // namespace

void throw_error(sqlite3* database, std::string_view sql, const BusyWait& busy,
                 std::source_location where) {
  const int code = sqlite3_extended_errcode(database);
  throw_error({.code = code,
               .code_name = code_name(code),
               .message = sqlite3_errmsg(database),
               .sql = std::string(sql),
               .hint = hint(database, code, busy)},
              where);
}

void throw_error(DatabaseError::Details details, std::source_location where) {
  if ((details.code & 0xff) == SQLITE_CONSTRAINT) name_columns(details);
  // ON DELETE RESTRICT is a trigger inside of SQLite, and its code is that of one.
  if (details.code == SQLITE_CONSTRAINT_TRIGGER &&
      details.message == "FOREIGN KEY constraint failed")
    throw ForeignKeyViolation(std::move(details), where);
  switch (details.code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: throw UniqueViolation(std::move(details), where);
    case SQLITE_CONSTRAINT_FOREIGNKEY: throw ForeignKeyViolation(std::move(details), where);
    case SQLITE_CONSTRAINT_NOTNULL: throw NotNullViolation(std::move(details), where);
    case SQLITE_CONSTRAINT_CHECK: throw CheckViolation(std::move(details), where);
    default: break;
  }
  switch (details.code & 0xff) {
    case SQLITE_CONSTRAINT: throw IntegrityError(std::move(details), where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw BusyError(std::move(details), where);
    case SQLITE_INTERRUPT: throw Interrupted(std::move(details), where);
    case SQLITE_READONLY: throw ReadOnlyError(std::move(details), where);
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB: throw ConnectError(std::move(details), where);
    default: throw DatabaseError(std::move(details), where);
  }
}

}  // namespace retort::engine::sqlite
