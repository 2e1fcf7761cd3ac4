// Reading the stored forms.

#include <cmath>
#include <span>

#include <retort/orm/error.h>
#include <retort/orm/mapping/codec.h>
#include <retort/orm/mapping/stored_row.h>

namespace retort::orm::detail {

namespace {

using engine::Storage;

[[noreturn]] void refuse(const engine::Value& value, const char* wanted) {
  throw ConversionError(engine::to_text(value) + " is not " + wanted);
}

bool is_whole(double value) {
  return std::trunc(value) == value && std::abs(value) < 9'007'199'254'740'992.0;
}

}  // namespace

void add_stored(StoredRow& row, std::int64_t number) { row.add(number); }
void add_stored(StoredRow& row, double number) { row.add(number); }
void add_stored(StoredRow& row, const std::string& text) { row.add(text); }
void add_stored(StoredRow& row, std::string&& text) { row.add(std::move(text)); }
void add_stored(StoredRow& row, const engine::Blob& blob) { row.add(blob); }
void add_stored(StoredRow& row, engine::Blob&& blob) { row.add(std::move(blob)); }
void add_any(StoredRow& row, engine::Value value) { row.add(std::move(value)); }
void add_null(StoredRow& row) { row.null(); }

// The usual case comes first: the value is stored as what is asked for. What is stored otherwise
// (SQLite holds any value in any column) goes the slow way through a Value.

void read_stored(const engine::Cell& cell, std::int64_t& value) {
  if (cell.storage == Storage::integer) {
    value = cell.integer;
  } else {
    take_stored(engine::to_value(cell), value);
  }
}

void read_stored(const engine::Cell& cell, double& value) {
  if (cell.storage == Storage::real) {
    value = cell.real;
  } else {
    take_stored(engine::to_value(cell), value);
  }
}

void read_stored(const engine::Cell& cell, std::string& value) {
  if (cell.storage == Storage::text) {
    value = cell.bytes();
  } else {
    take_stored(engine::to_value(cell), value);
  }
}

void read_stored(const engine::Cell& cell, engine::Blob& value) {
  if (cell.storage == Storage::blob) {
    const auto bytes = std::as_bytes(std::span(cell.bytes()));
    value.assign(bytes.begin(), bytes.end());
  } else {
    take_stored(engine::to_value(cell), value);
  }
}

void read_stored(const engine::Cell& cell, engine::Value& value) {
  take_stored(engine::to_value(cell), value);
}

void take_stored(const engine::Value& from, std::int64_t& value) {
  if (const auto* number = std::get_if<std::int64_t>(&from)) {
    value = *number;
  } else if (const auto* real = std::get_if<double>(&from); real && is_whole(*real)) {
    value = static_cast<std::int64_t>(*real);
  } else {
    refuse(from, "a whole number");
  }
}

void take_stored(const engine::Value& from, double& value) {
  if (const auto* real = std::get_if<double>(&from)) {
    value = *real;
  } else if (const auto* number = std::get_if<std::int64_t>(&from)) {
    value = static_cast<double>(*number);
  } else {
    refuse(from, "a number");
  }
}

void take_stored(const engine::Value& from, std::string& value) {
  const auto* text = std::get_if<std::string>(&from);
  if (!text) refuse(from, "text");
  value = *text;
}

void take_stored(const engine::Value& from, engine::Blob& value) {
  const auto* blob = std::get_if<engine::Blob>(&from);
  if (!blob) refuse(from, "a blob");
  value = *blob;
}

void take_stored(const engine::Value& from, engine::Value& value) {
  if (std::holds_alternative<engine::Null>(from)) refuse(from, "a value");
  value = from;
}

template struct CodecOf<bool>;
template struct CodecOf<int>;
template struct CodecOf<std::int64_t>;
template struct CodecOf<double>;
template struct CodecOf<std::string>;
template struct CodecOf<std::optional<bool>>;
template struct CodecOf<std::optional<int>>;
template struct CodecOf<std::optional<std::int64_t>>;
template struct CodecOf<std::optional<double>>;
template struct CodecOf<std::optional<std::string>>;

}  // namespace retort::orm::detail
