// Reading the stored forms.

#include <cmath>

#include <retort/orm/error.h>
#include <retort/orm/mapping/codec.h>

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

// The usual case comes first: the value is stored as what is asked for. What is stored otherwise
// (SQLite holds any value in any column) goes the slow way through a Value.

void read_stored(const engine::Statement& row, int column, std::int64_t& value) {
  if (row.storage(column) == Storage::integer) {
    value = row.int64(column);
  } else {
    take_stored(row.value(column), value);
  }
}

void read_stored(const engine::Statement& row, int column, double& value) {
  if (row.storage(column) == Storage::real) {
    value = row.real(column);
  } else {
    take_stored(row.value(column), value);
  }
}

void read_stored(const engine::Statement& row, int column, std::string& value) {
  if (row.storage(column) == Storage::text) {
    value = row.text(column);
  } else {
    take_stored(row.value(column), value);
  }
}

void read_stored(const engine::Statement& row, int column, engine::Blob& value) {
  if (row.storage(column) == Storage::blob) {
    const auto bytes = row.blob(column);
    value.assign(bytes.begin(), bytes.end());
  } else {
    take_stored(row.value(column), value);
  }
}

void read_stored(const engine::Statement& row, int column, engine::Value& value) {
  take_stored(row.value(column), value);
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

}  // namespace retort::orm::detail
