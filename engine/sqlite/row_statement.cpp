#include <retort/engine/sqlite/row_statement.h>

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include <retort/engine/error.h>
#include <retort/engine/row_receiver.h>
#include <retort/engine/sqlite/connection.h>
#include <retort/engine/sqlite/read_cell.h>

namespace retort::engine::sqlite {

namespace {

constexpr const char* function_name = "retort_row";

/// Of fewer columns a call of the function costs more than it saves.
constexpr int fewest_columns = 5;

/// Room for longer rows is given back when a query is done with.
constexpr std::size_t kept_bytes = 64 * 1024;

bool has_bytes(const Cell& cell) {
  return cell.storage == Storage::text || cell.storage == Storage::blob;
}

/// While it lives, calls of the function are meant for the statement. Functions of the program may run
/// other queries while SQLite looks for a row.
class Taking {
 public:
  Taking(RowReading& reading, RowStatement& statement)
      : reading_(reading), before_(std::exchange(reading.statement, &statement)) {}
  Taking(const Taking&) = delete;
  Taking& operator=(const Taking&) = delete;
  ~Taking() { reading_.statement = before_; }

 private:
  RowReading& reading_;
  RowStatement* before_;
};

}  // namespace

bool RowStatement::takes(sqlite3* handle, const SelectList& list) {
  return list.count >= fewest_columns &&
         list.count <= sqlite3_limit(handle, SQLITE_LIMIT_FUNCTION_ARG, -1);
}

std::string RowStatement::called(std::string_view sql, const SelectList& list) {
  std::string text(sql.substr(0, list.begin));
  text.append(function_name).append("(").append(list.columns).append(")");
  return text.append(sql.substr(list.end));
}

void RowStatement::add_function(sqlite3* handle, RowReading& reading) {
  sqlite3_create_function_v2(handle, function_name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, &reading,
                             &RowStatement::call, nullptr, nullptr, nullptr);
}

RowStatement::RowStatement(SqliteConnection& connection, std::string_view sql, int columns,
                           std::unique_ptr<detail::DriverStatement> called)
    : connection_(connection),
      sql_(sql),
      called_(std::move(called)),
      cells_(static_cast<std::size_t>(columns)),
      bound_(static_cast<std::size_t>(called_->parameter_count())) {}

void RowStatement::call(sqlite3_context* context, int, sqlite3_value** values) {
  auto* const statement = static_cast<RowReading*>(sqlite3_user_data(context))->statement;
  if (statement == nullptr)
    return sqlite3_result_error(context, "retort_row() is for Retort itself", -1);
  if (++statement->calls_ > 1) return sqlite3_result_error(context, "the rows are sorted", -1);
  try {
    statement->take(values);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

void RowStatement::take(sqlite3_value** values) {
  for (auto& cell : cells_) read_cell(cell, *values++);
  if (receiver_ == nullptr) return keep();
  receiver_->receive(cells_);
}

void RowStatement::keep() {
  std::size_t size = 0;
  for (const auto& cell : cells_) size += has_bytes(cell) ? cell.size : 0;
  if (size > bytes_.size()) {
    bytes_.clear();
    bytes_.resize(std::max(size, bytes_.capacity()));
  }
  char* to = bytes_.data();
  for (auto& cell : cells_) {
    if (!has_bytes(cell) || cell.size == 0) continue;
    std::memcpy(to, cell.data, cell.size);
    cell.data = std::exchange(to, to + cell.size);
  }
}

void RowStatement::bind(int first, std::span<const Cell> cells) {
  (sorts_ ? plain() : *called_).bind(first, cells);
  std::ranges::copy(cells, bound_.begin() + (first - 1));
}

bool RowStatement::step() { return sorts_ ? plain().step() : step_called(nullptr); }
bool RowStatement::step(RowReceiver& receiver) {
  return sorts_ ? plain().step(receiver) : step_called(&receiver);
}

bool RowStatement::step_called(RowReceiver* receiver) {
  calls_ = 0;
  receiver_ = receiver;
  const Taking taking(connection_.row_reading(), *this);
  try {
    return called_->step();
  } catch (const DatabaseError&) {
    if (calls_ < 2) throw;
  }
  start_plain();
  return receiver ? plain().step(*receiver) : plain().step();
}

void RowStatement::start_plain() {
  called_->reset();
  called_->clear();
  plain().bind(1, bound_);
  sorts_ = true;
}

detail::DriverStatement& RowStatement::plain() const {
  if (!plain_) {
    std::string_view text = sql_;
    plain_ = connection_.prepare(text);
  }
  return *plain_;
}

void RowStatement::reset() noexcept {
  (sorts_ ? *plain_ : *called_).reset();
  if (bytes_.size() > kept_bytes) std::vector<char>().swap(bytes_);
}

void RowStatement::clear() noexcept {
  (sorts_ ? *plain_ : *called_).clear();
  std::ranges::fill(bound_, Cell{});
}

std::string_view RowStatement::column_name(int column) const { return plain().column_name(column); }

Cell RowStatement::cell(int column) const {
  return sorts_ ? plain_->cell(column) : cells_[static_cast<std::size_t>(column)];
}

void RowStatement::cells(int first, std::span<Cell> into) const {
  if (sorts_) return plain_->cells(first, into);
  std::ranges::copy_n(cells_.begin() + first, static_cast<std::ptrdiff_t>(into.size()),
                      into.begin());
}

Cell RowStatement::cell_of(int column, Storage storage) const {
  const Cell found = cell(column);
  if (found.storage == storage) return found;
  throw UsageError("column " + std::to_string(column) +
                   " of a row that is read in one piece holds a value of another kind; ask for "
                   "its cell() [SQL: " +
                   sql_ + "]");
}

std::int64_t RowStatement::int64(int column) const {
  return cell_of(column, Storage::integer).integer;
}
double RowStatement::real(int column) const { return cell_of(column, Storage::real).real; }
std::string_view RowStatement::text(int column) const {
  return cell_of(column, Storage::text).bytes();
}
std::span<const std::byte> RowStatement::blob(int column) const {
  return std::as_bytes(std::span(cell_of(column, Storage::blob).bytes()));
}

}  // namespace retort::engine::sqlite
