// Comparing and folding the names of schema objects.
//
//   same_name("Artists", "ARTISTS")                       // true
//   std::map<std::string, Table, NameLess> tables;        // finds either

#pragma once

#include <string>
#include <string_view>

namespace retort::schema {

/// Whether two identifiers name the same object: ASCII letters match in either case, all other
/// bytes only themselves. That is SQLite's rule.
bool same_name(std::string_view a, std::string_view b);

/// The name with its ASCII letters in lower case: a key for maps.
std::string folded(std::string_view name);

/// A strict weak order that agrees with same_name, for std::map and std::set.
struct NameLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

}  // namespace retort::schema
