#include <retort/engine/sqlite/statement.h>

#include <sqlite3.h>

#include <retort/engine/sqlite/connection.h>

namespace retort::engine::sqlite {

namespace {

// SQLite takes a null pointer for NULL, also where the length is 0.
constexpr const char* nothing = "";

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* prepared) const {
  sqlite3_finalize(prepared);
}

void SqliteStatement::fail() const { connection_.fail(sqlite3_sql(prepared_.get())); }

void SqliteStatement::bind(int parameter, Null) {
  check(sqlite3_bind_null(prepared_.get(), parameter));
}
void SqliteStatement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(prepared_.get(), parameter, value));
}
void SqliteStatement::bind(int parameter, double value) {
  check(sqlite3_bind_double(prepared_.get(), parameter, value));
}
void SqliteStatement::bind(int parameter, std::string_view text) {
  const char* data = text.data() != nullptr ? text.data() : nothing;
  check(sqlite3_bind_text64(prepared_.get(), parameter, data, text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}
void SqliteStatement::bind(int parameter, std::span<const std::byte> blob) {
  const void* data = blob.data();
  if (data == nullptr) data = nothing;
  check(sqlite3_bind_blob64(prepared_.get(), parameter, data, blob.size(), SQLITE_STATIC));
}

bool SqliteStatement::step() {
  if (!running_) connection_.statement_starts();
  const int code = sqlite3_step(prepared_.get());
  running_ = code == SQLITE_ROW;
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail();
  return running_;
}

void SqliteStatement::reset() noexcept {
  // Its result is the error that step() has thrown already.
  sqlite3_reset(prepared_.get());
  running_ = false;
}

void SqliteStatement::clear() noexcept { sqlite3_clear_bindings(prepared_.get()); }

int SqliteStatement::column_count() const { return sqlite3_column_count(prepared_.get()); }
int SqliteStatement::parameter_count() const {
  return sqlite3_bind_parameter_count(prepared_.get());
}
std::string_view SqliteStatement::column_name(int column) const {
  const char* name = sqlite3_column_name(prepared_.get(), column);
  return name != nullptr ? name : std::string_view();
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
