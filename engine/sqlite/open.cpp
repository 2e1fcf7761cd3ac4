#include <retort/engine/sqlite/open.h>

#include <sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/code_name.h>
#include <retort/engine/sqlite/error.h>

namespace retort::engine::sqlite {

namespace {

namespace fs = std::filesystem;

// Not so where only the permission to look is missing.
bool is_missing(const fs::path& path) {
  std::error_code ignored;
  return fs::status(path, ignored).type() == fs::file_type::not_found;
}

// What SQLite does not say: it has one message for all of these.
std::string hint(const OpenTarget& target, int system_error) {
  std::error_code ignored;
  const fs::path path = fs::absolute(target.file, ignored);
  if (fs::is_directory(path, ignored)) return "it is a directory";
  if (const fs::path folder = path.parent_path(); is_missing(folder))
    return "there is no folder " + folder.string() + ": create it first";
  if (!target.create && is_missing(path)) return "no such file, and it was not to be created";
  if (system_error != 0) return std::generic_category().message(system_error);
  return {};
}

}  // namespace

ConnectError cannot_open(const OpenTarget& target, sqlite3* handle, int code, std::string doing) {
  DatabaseError::Details details{
      .code = code,
      .code_name = code_name(code),
      .message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code),
      .doing = std::move(doing)};
  if ((code & 0xff) == SQLITE_NOTADB)
    details.hint = "it is another kind of file, or it is encrypted";
  else if (!target.in_memory)
    details.hint = hint(target, handle != nullptr ? sqlite3_system_errno(handle) : 0);
  return ConnectError(std::move(details));
}

std::string shown(const OpenTarget& target) {
  if (target.in_memory) return "a database in memory";
  std::error_code ignored;
  return fs::absolute(target.file, ignored).string();
}

sqlite3* open(const OpenTarget& target) {
  // A connection is used by one thread at a time, so it needs no mutex of its own.
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= target.write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (target.create) flags |= SQLITE_OPEN_CREATE;
  if (target.in_memory) flags |= SQLITE_OPEN_MEMORY;
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(target.uri.c_str(), &handle, flags, nullptr);
  // Opening reads nothing; this does, and finds a file that is no database. One that somebody has
  // locked is one, and waiting is for the first statement.
  if (code == SQLITE_OK)
    code = sqlite3_exec(handle, "PRAGMA schema_version", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    auto error = cannot_open(target, handle, code, "cannot open " + shown(target));
    sqlite3_close(handle);
    throw std::move(error);
  }
  return handle;
}

}  // namespace retort::engine::sqlite
