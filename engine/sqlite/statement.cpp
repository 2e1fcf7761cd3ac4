#include <retort/engine/sqlite/statement.h>

#include <sqlite3.h>

#include <retort/engine/sqlite/connection.h>
#include <retort/engine/sqlite/read_cell.h>

namespace retort::engine::sqlite {

namespace {

/// SQLite takes a null pointer for NULL, also where the length is 0.
const char* bytes_of(const Cell& cell) { return cell.data != nullptr ? cell.data : ""; }

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* prepared) const {
  sqlite3_finalize(prepared);
}

void SqliteStatement::fail() const { connection_.fail(sqlite3_sql(prepared_.get())); }

namespace {

int bind_one(sqlite3_stmt* prepared, int parameter, const Cell& cell) {
  switch (cell.storage) {
    case Storage::integer: return sqlite3_bind_int64(prepared, parameter, cell.integer);
    case Storage::real: return sqlite3_bind_double(prepared, parameter, cell.real);
    case Storage::text:
      return sqlite3_bind_text64(prepared, parameter, bytes_of(cell), cell.size, SQLITE_STATIC,
                                 SQLITE_UTF8);
    case Storage::blob:
      return sqlite3_bind_blob64(prepared, parameter, bytes_of(cell), cell.size, SQLITE_STATIC);
    case Storage::null: break;
  }
  return sqlite3_bind_null(prepared, parameter);
}

}  // namespace

void SqliteStatement::bind(int first, std::span<const Cell> cells) {
  auto* const prepared = prepared_.get();
  for (const Cell& cell : cells) check(bind_one(prepared, first++, cell));
}

bool SqliteStatement::step() {
  if (!running_) connection_.statement_starts();
  const int code = sqlite3_step(prepared_.get());
  running_ = code == SQLITE_ROW;
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail();
  return running_;
}

bool SqliteStatement::step(RowReceiver& receiver) {
  if (!step()) return false;
  row_.resize(static_cast<std::size_t>(column_count()));
  cells(0, row_);
  receiver.receive(row_);
  return true;
}

void SqliteStatement::reset() noexcept {
  // Its result is the error that step() has thrown already.
  sqlite3_reset(prepared_.get());
  running_ = false;
}

void SqliteStatement::clear() noexcept { sqlite3_clear_bindings(prepared_.get()); }

bool SqliteStatement::writes() const { return sqlite3_stmt_readonly(prepared_.get()) == 0; }
int SqliteStatement::column_count() const { return sqlite3_column_count(prepared_.get()); }
int SqliteStatement::parameter_count() const {
  return sqlite3_bind_parameter_count(prepared_.get());
}
std::string_view SqliteStatement::column_name(int column) const {
  const char* name = sqlite3_column_name(prepared_.get(), column);
  return name != nullptr ? name : std::string_view();
}

// What is done with the value of a column, and not with its number, is not checked by SQLite each
// time; that is safe since one thread at a time uses a connection
// (https://www.sqlite.org/c3ref/column_blob.html on sqlite3_column_value).
Cell SqliteStatement::cell(int column) const {
  Cell cell;
  read_cell(cell, sqlite3_column_value(prepared_.get(), column));
  return cell;
}
void SqliteStatement::cells(int first, std::span<Cell> into) const {
  for (auto& cell : into) read_cell(cell, sqlite3_column_value(prepared_.get(), first++));
}
Storage SqliteStatement::storage(int column) const {
  switch (sqlite3_column_type(prepared_.get(), column)) {
    case SQLITE_INTEGER: return Storage::integer;
    case SQLITE_FLOAT: return Storage::real;
    case SQLITE_TEXT: return Storage::text;
    case SQLITE_BLOB: return Storage::blob;
    default: return Storage::null;
  }
}
std::int64_t SqliteStatement::int64(int column) const {
  return sqlite3_column_int64(prepared_.get(), column);
}
double SqliteStatement::real(int column) const {
  return sqlite3_column_double(prepared_.get(), column);
}

// The pointer is asked for before the length: asking may convert the value, and change its length.
std::string_view SqliteStatement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.get(), column));
  const int size = sqlite3_column_bytes(prepared_.get(), column);
  return {data, static_cast<std::size_t>(size)};
}
std::span<const std::byte> SqliteStatement::blob(int column) const {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(prepared_.get(), column));
  const int size = sqlite3_column_bytes(prepared_.get(), column);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace retort::engine::sqlite
