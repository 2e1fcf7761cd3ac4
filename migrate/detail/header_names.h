// Names for C++ from the names of a database: words, plurals, and names that nothing else has.

#pragma once

#include <set>
#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// `album_id` of "AlbumId", "album-id" and "ALBUM_ID". Of a name without ASCII letters or digits: "".
std::string snake_case(std::string_view name);
/// `AlbumId` of `album_id`.
std::string camel_case(std::string_view snake);
/// Of the last word of a snake_case name: `order_line` of `order_lines`.
std::string singular(std::string_view snake);
std::string plural(std::string_view snake);

/// A C++ string literal: "text", or R"sql(text)sql" for what would need escapes.
std::string cpp_literal(std::string_view text);

/// The names of one scope of C++. No keyword, no name of the standard library's macros.
class ScopeNames {
 public:
  explicit ScopeNames(std::set<std::string> taken = {}) : taken_(std::move(taken)) {}

  /// The name, or where something has it `name_` for a keyword, `name2`, `name3`, ...
  std::string take(std::string wanted);
  bool has(const std::string& name) const { return taken_.contains(name); }

 private:
  std::set<std::string> taken_;
};

}  // namespace retort::migrate::detail
