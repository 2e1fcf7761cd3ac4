// A TOML document as a small tree of values that know their lines, in the order of the file.
//
// The parsing library's own tree sorts its keys and costs every file that sees it seconds to
// compile; this one is what the rest of Retort reads, and toml_parse.cpp is the only file that
// knows the library.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort::schema::detail {

struct TomlNode;
struct TomlEntry;

/// A date, a time or both, as RFC 3339 text; `offset` says whether it names one moment.
struct TomlDate {
  std::string text;
  bool offset = false;
};

using TomlArray = std::vector<TomlNode>;
using TomlTable = std::vector<TomlEntry>;

struct TomlNode {
  int line = 0;
  std::variant<bool, std::int64_t, double, std::string, TomlDate, TomlArray, TomlTable> value;
};

struct TomlEntry {
  std::string key;
  int line = 0;
  TomlNode node;
};

/// "a string", "an integer", ...: the kind of a value, for messages.
std::string_view kind(const TomlNode& node);

/// `source` is the name for messages. Throws retort::Error with "SOURCE:LINE: what is wrong".
TomlTable parse_toml(std::string_view text, std::string_view source);

}  // namespace retort::schema::detail
