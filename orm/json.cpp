// From JSON values to the columns of an entity.

#include <algorithm>

#include <nlohmann/json.hpp>

#include <retort/orm/detail/validation.h>
#include <retort/orm/json.h>

namespace retort::orm::detail {

namespace {

using nlohmann::json;

std::string name_of(const Mapper& mapper, std::string_view column) {
  return std::string(mapper.name) + "." + std::string(column);
}

std::string_view expected(const MappedColumn& column) {
  if (column.codec->word == "bool") return "true or false";
  switch (column.codec->form) {
    case Form::text: return "a string";
    case Form::blob: return "an array of numbers from 0 to 255";
    case Form::real: return "a number";
    case Form::integer: return "a whole number";
    case Form::any: return "a value of its type";
  }
  return {};
}

bool is_byte(const json& value) {
  return value.is_number_unsigned() && value.get<std::uint64_t>() <= 255;
}

engine::Blob to_blob(const json& array) {
  engine::Blob blob;
  for (const auto& value : array) blob.push_back(std::byte{value.get<std::uint8_t>()});
  return blob;
}

/// Whether the value is of the kind that the column holds; the range is the codec's affair.
bool fits(const MappedColumn& column, const json& value) {
  const bool document = column.codec->word == "JSON";
  if (value.is_null()) return column.codec->nullable || document;
  if (column.codec->word == "bool") return value.is_boolean();
  switch (column.codec->form) {
    case Form::text: return value.is_string();
    case Form::blob: return value.is_array() && std::ranges::all_of(value, is_byte);
    case Form::real: return value.is_number();
    case Form::integer: return value.is_number_integer();
    case Form::any: return document || value.is_string() || value.is_number();
  }
  return false;
}

engine::Value to_value(const MappedColumn& column, const json& value) {
  const bool document =
      column.codec->word == "JSON" && !(value.is_null() && column.codec->nullable);
  // A decimal: its digits as they were written, not as a double has them.
  const bool number = column.codec->form == Form::any && value.is_number();
  if (document || number) return value.dump();
  switch (value.type()) {
    case json::value_t::boolean: return std::int64_t{value.get<bool>()};
    case json::value_t::number_integer: return value.get<std::int64_t>();
    // The conversion refuses what does not fit.
    case json::value_t::number_unsigned:
      return SqlType<std::uint64_t>::store(value.get<std::uint64_t>());
    case json::value_t::number_float: return value.get<double>();
    case json::value_t::string: return value.get<std::string>();
    case json::value_t::array: return to_blob(value);
    default: return engine::Null{};
  }
}

void read_column(const Mapper& mapper, const MappedColumn& column, void* entity,
                 const json& value) {
  if (!fits(column, value))
    throw JsonError(name_of(mapper, column.name) + ": expected " + std::string(expected(column)) +
                    ", found " + value.dump());
  try {
    column.codec->set(column.in(entity), to_value(column, value));
  } catch (const ConversionError& error) {
    throw JsonError(name_of(mapper, column.name) + ": " + error.what());
  }
}

/// Whether the column gets its value from the object that the entity belongs to.
bool comes_from_parent(const Mapper& mapper, const MappedColumn& column) {
  return std::ranges::any_of(mapper.relationships(), [&](const auto& relationship) {
    return !relationship.many && std::ranges::find(relationship.child_columns, &column) !=
                                     relationship.child_columns.end();
  });
}

bool may_be_missing(const Mapper& mapper, const MappedColumn& column) {
  return column.codec->nullable || column.client_default || column.server_default ||
         column.make_default || column.computed || column.version ||
         &column == mapper.generated_key() || comes_from_parent(mapper, column);
}

}  // namespace

void read_json(const Mapper& mapper, void* entity, const json& object) {
  if (!object.is_object())
    throw JsonError(std::string(mapper.name) + ": expected an object, found " + object.dump());
  for (const auto& [key, value] : object.items()) {
    const auto* column = mapper.find_column(key);
    if (!column) throw JsonError(std::string(mapper.name) + " has no column " + key);
    if (column->computed)
      throw JsonError(name_of(mapper, key) + " is calculated by the database and cannot be given");
    read_column(mapper, *column, entity, value);
  }
  for (const auto& column : mapper.columns) {
    if (!object.contains(column.name) && !may_be_missing(mapper, column))
      throw JsonError(name_of(mapper, column.name) + " is missing, and may not be NULL");
  }
  validate(mapper, entity);
}

void check_array(const Mapper& mapper, const json& array) {
  if (!array.is_array())
    throw JsonError(std::string(mapper.name) + ": expected an array of objects");
}

std::size_t size_of(const json& array) { return array.size(); }

const json& entry_of(const json& array, std::size_t entry) { return array[entry]; }

}  // namespace retort::orm::detail
