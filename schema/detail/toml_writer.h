// Writing TOML that is laid out for review: fields in the order they were given, lists of tables
// with one row a line and their columns aligned.
//
//   TomlFields column;
//   column.text("name", "year").text("type", "INTEGER").flag("nullable", false);
//   column.inline_table();   // { name = "year", type = "INTEGER", nullable = false }
//   column.lines();          // the same, one `key = value` a line
//
// Values are rendered when they are added; nothing is escaped twice.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::schema::detail {

/// The text as a TOML string: one line in quotes, or a multi-line one where it holds newlines, as
/// literal as its content allows. Throws retort::Error for text that TOML cannot hold: what is not
/// UTF-8, and NUL, which no SQL text may hold either.
std::string toml_string(std::string_view text);

/// A key, in quotes where it has to be.
std::string toml_key(std::string_view key);

class TomlFields {
 public:
  /// A value that is TOML already.
  TomlFields& raw(std::string_view key, std::string value);
  TomlFields& text(std::string_view key, std::string_view value);
  TomlFields& text_unless_empty(std::string_view key, std::string_view value);
  TomlFields& flag(std::string_view key, bool value);
  /// Only where it is true.
  TomlFields& flag_if(std::string_view key, bool value);
  TomlFields& texts(std::string_view key, const std::vector<std::string>& values);
  /// All fields of another one, after these.
  TomlFields& append(const TomlFields& others);

  std::string lines() const;
  std::string inline_table() const;

 private:
  friend std::string toml_rows(const std::vector<TomlFields>& rows);
  std::string inline_table(const std::vector<std::size_t>& widths) const;

  std::vector<std::pair<std::string, std::string>> fields_;
};

/// `["a", "b"]` of values that are TOML already.
std::string toml_list(const std::vector<std::string>& values);

/// The same, one value a line.
std::string toml_block(const std::vector<std::string>& values);

/// A list of inline tables, one a line; keys that all of them have in the same place are aligned.
std::string toml_rows(const std::vector<TomlFields>& rows);

}  // namespace retort::schema::detail
