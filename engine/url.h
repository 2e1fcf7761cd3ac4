// engine::Url: where a database is.
//
//   sqlite:///relative.db      a file, relative to the working directory
//   sqlite:////absolute.db     a file by its full path
//   sqlite://                  in memory; so is sqlite:///:memory:
//   sqlite:///app.db?mode=ro   with options: mode, timeout (seconds), immutable, nolock, vfs
//
// Grammar: scheme://[user[:password]@][host[:port]]/database[?key=value&...], parts
// percent-encoded, as SQLAlchemy has it.

#pragma once

#include <map>
#include <string>
#include <string_view>

namespace retort::engine {

struct Url {
  /// Which database: the name of its folder under engine/.
  std::string scheme{};
  std::string user{};
  std::string password{};
  std::string host{};
  int port = 0;
  /// The file, or the name of the database on its server; empty for a database in memory.
  std::string database{};
  std::map<std::string, std::string> options{};

  /// Throws UrlError, which repeats the text with the password hidden.
  static Url parse(std::string_view text);

  /// The text again; a password is printed as `***` unless asked for.
  std::string text(bool with_password = false) const;

  bool operator==(const Url&) const = default;
};

}  // namespace retort::engine
