// Rows of SQL values to and from TOML.

#include <algorithm>
#include <charconv>
#include <map>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/detail/toml_rows.h>
#include <retort/schema/detail/nearest.h>

namespace retort::migrate::detail {

namespace {

using schema::detail::TomlEntry;
using schema::detail::TomlFields;
using schema::detail::TomlNode;
using schema::detail::TomlReader;
using schema::detail::TomlTable;

engine::Blob read_hex(TomlReader& reader) {
  const std::string hex = reader.text("hex");
  reader.finish();
  engine::Blob blob;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned byte = 0;
    const char* end = hex.data() + std::min(i + 2, hex.size());
    const auto [stop, error] = std::from_chars(hex.data() + i, end, byte, 16);
    if (error != std::errc{} || stop != end || hex.size() % 2 != 0)
      reader.fail(reader.line(),
                  "\"hex\" has to be pairs of hexadecimal digits, and is \"" + hex + "\"");
    blob.push_back(static_cast<std::byte>(byte));
  }
  return blob;
}

engine::Value read_value(const TomlEntry& entry, std::string_view source) {
  const TomlNode& node = entry.node;
  if (const bool* flag = std::get_if<bool>(&node.value)) return std::int64_t{*flag};
  if (const auto* integer = std::get_if<std::int64_t>(&node.value)) return *integer;
  if (const auto* real = std::get_if<double>(&node.value)) return *real;
  if (const auto* text = std::get_if<std::string>(&node.value)) return *text;
  if (std::holds_alternative<TomlTable>(node.value)) {
    TomlReader reader(node, source, "blob");
    return read_hex(reader);
  }
  schema::detail::fail_at(source, node.line,
                          "column \"" + entry.key + "\" cannot be " + std::string(kind(node)) +
                              "; write a date as the text that the database shall hold");
}

// The place of each column in a row.
class Columns {
 public:
  explicit Columns(std::vector<std::string>& names) : names_(names) {
    for (std::size_t i = 0; i < names.size(); ++i) places_.emplace(names[i], i);
  }

  bool unique() const { return places_.size() == names_.size(); }

  const std::size_t* find(const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? nullptr : &found->second;
  }

  std::size_t add(const std::string& name) {
    const auto [place, added] = places_.emplace(name, names_.size());
    if (added) names_.push_back(name);
    return place->second;
  }

 private:
  std::vector<std::string>& names_;
  std::map<std::string, std::size_t> places_;
};

std::string real_text(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  std::string text(buffer, end);
  // Without a point or an exponent TOML would read an integer.
  const bool is_real = text.find_first_of(".einf") != std::string::npos;
  return is_real ? text : text + ".0";
}

std::string hex_text(const engine::Blob& blob) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const std::byte byte : blob) {
    hex += digits[std::to_integer<std::size_t>(byte) >> 4];
    hex += digits[std::to_integer<std::size_t>(byte) & 15];
  }
  return TomlFields().text("hex", hex).inline_table();
}

std::string value_text(const engine::Value& value) {
  return std::visit(
      Overloaded{[](engine::Null) { return std::string(); },
                 [](std::int64_t integer) { return std::to_string(integer); },
                 [](double real) { return real_text(real); },
                 [](const std::string& text) { return schema::detail::toml_string(text); },
                 [](const engine::Blob& blob) { return hex_text(blob); }},
      value);
}

bool is_null(const engine::Value& value) { return std::holds_alternative<engine::Null>(value); }

// The columns that a reader would find in the rows alone.
std::vector<std::string> named_by_rows(const BulkInsert& insert) {
  std::vector<std::string> names;
  Columns columns(names);
  for (const std::vector<engine::Value>& row : insert.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!is_null(row[i])) columns.add(insert.columns[i]);
  return names;
}

}  // namespace

void read_rows(TomlReader& reader, BulkInsert& insert) {
  insert.columns = reader.texts("columns");
  const bool open = insert.columns.empty();
  Columns columns(insert.columns);
  if (!columns.unique()) reader.fail(reader.line(), "\"columns\" names a column twice");
  const TomlNode& rows = reader.require("rows");
  for (const TomlNode& node : schema::detail::as_list(rows, reader.source(), "rows")) {
    const auto* row = std::get_if<TomlTable>(&node.value);
    if (!row) reader.fail(node.line, "a row has to be a table { column = value, ... }");
    std::vector<engine::Value>& values = insert.rows.emplace_back(insert.columns.size());
    for (const TomlEntry& entry : *row) {
      if (!open && !columns.find(entry.key))
        reader.fail(entry.line, "\"" + entry.key + "\" is not one of \"columns\"" +
                                    schema::detail::did_you_mean(entry.key, insert.columns));
      const std::size_t place = columns.add(entry.key);
      if (place >= values.size()) values.resize(place + 1);
      values[place] = read_value(entry, reader.source());
    }
  }
  // Rows before the first that named a column have it too, as NULL.
  for (std::vector<engine::Value>& values : insert.rows) values.resize(insert.columns.size());
}

void write_rows(const BulkInsert& insert, TomlFields& fields) {
  if (insert.columns != named_by_rows(insert)) fields.texts("columns", insert.columns);
  std::vector<TomlFields> rows;
  for (const std::vector<engine::Value>& values : insert.rows) {
    TomlFields& row = rows.emplace_back();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!is_null(values[i])) row.raw(insert.columns[i], value_text(values[i]));
  }
  fields.raw("rows", schema::detail::toml_rows(rows));
}

}  // namespace retort::migrate::detail
