#include <retort/engine/statement.h>

#include <utility>

#include <retort/engine/detail/cached_statement.h>
#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>

namespace retort::engine {

Statement::Statement(std::shared_ptr<detail::ConnectionState> connection,
                     std::unique_ptr<detail::CachedStatement> cached)
    : connection_(std::move(connection)), cached_(std::move(cached)) {}

Statement::Statement(Statement&&) noexcept = default;

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(connection_, other.connection_);
  std::swap(cached_, other.cached_);
  return *this;
}

Statement::~Statement() {
  if (cached_) connection_->give_back(std::move(cached_));
}

void Statement::bind(int parameter, Null) { bind_cell(parameter, {}); }
void Statement::bind(int parameter, std::int64_t value) {
  bind_cell(parameter, {.storage = Storage::integer, .integer = value});
}
void Statement::bind(int parameter, double value) {
  bind_cell(parameter, {.storage = Storage::real, .real = value});
}
void Statement::bind(int parameter, std::string_view text) {
  bind_cell(parameter, {.storage = Storage::text, .data = text.data(), .size = text.size()});
}
void Statement::bind(int parameter, std::span<const std::byte> blob) {
  const auto* data = reinterpret_cast<const char*>(blob.data());
  bind_cell(parameter, {.storage = Storage::blob, .data = data, .size = blob.size()});
}
void Statement::bind(int parameter, const Value& value) {
  std::visit([&](const auto& held) { bind(parameter, held); }, value);
}

void Statement::bind_cell(int parameter, const Cell& cell) {
  cached_->bind(parameter, std::span(&cell, 1));
}

void Statement::bind_all(std::span<const Value> values) {
  if (values.size() != cached_->bound.size())
    throw UsageError("a statement with " + std::to_string(cached_->bound.size()) +
                     " parameters was given " + std::to_string(values.size()) +
                     " [SQL: " + cached_->sql + "]");
  int parameter = 0;
  for (const Value& value : values) bind(++parameter, value);
}

void Statement::bind_cells(int first, std::span<const Cell> cells) { cached_->bind(first, cells); }

bool Statement::step() { return cached_->step(*connection_); }
bool Statement::step(RowReceiver& receiver) { return cached_->step(*connection_, &receiver); }

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() { cached_->reset(*connection_); }

bool Statement::writes() const { return cached_->driver->writes(); }
int Statement::column_count() const { return cached_->driver->column_count(); }
int Statement::parameter_count() const { return cached_->driver->parameter_count(); }
std::string_view Statement::column_name(int column) const {
  return cached_->driver->column_name(column);
}
const std::string& Statement::sql() const { return cached_->sql; }

Cell Statement::cell(int column) const { return cached_->driver->cell(column); }
void Statement::cells(int first, std::span<Cell> into) const {
  cached_->driver->cells(first, into);
}
Storage Statement::storage(int column) const { return cached_->driver->storage(column); }
std::int64_t Statement::int64(int column) const { return cached_->driver->int64(column); }
double Statement::real(int column) const { return cached_->driver->real(column); }
std::string_view Statement::text(int column) const { return cached_->driver->text(column); }
std::span<const std::byte> Statement::blob(int column) const {
  return cached_->driver->blob(column);
}

Value Statement::value(int column) const { return to_value(cell(column)); }

Value to_value(const Cell& cell) {
  switch (cell.storage) {
    case Storage::null: break;
    case Storage::integer: return cell.integer;
    case Storage::real: return cell.real;
    case Storage::text: return std::string(cell.bytes());
    case Storage::blob: {
      const auto bytes = std::as_bytes(std::span(cell.bytes()));
      return Blob(bytes.begin(), bytes.end());
    }
  }
  return Null{};
}

}  // namespace retort::engine
