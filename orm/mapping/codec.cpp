// Reading the stored forms.

#include <cmath>
#include <span>

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
    value = cell.bytes;
  } else {
    take_stored(engine::to_value(cell), value);
  }
}

void read_stored(const engine::Cell& cell, engine::Blob& value) {
  if (cell.storage == Storage::blob) {
    const auto bytes = std::as_bytes(std::span(cell.bytes));
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

}  // namespace retort::orm::detail
