// detail::TomlReader: one TOML table, read key by key.
//
//   TomlReader reader(table, line, source, "column");
//   column.name = reader.text("name");            // required
//   column.nullable = reader.flag("nullable", true);
//   reader.finish();                              // whatever was not asked for is an unknown key
//
// Every mistake becomes retort::Error with "SOURCE:LINE: what is wrong". The known keys are those
// that were asked for, so that they are written down once. It refers to the table and to the
// source's name and must not outlive them.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <retort/schema/detail/toml_node.h>

namespace retort::schema::detail {

class TomlReader {
 public:
  /// `what` names the table in messages: "column", "foreign key".
  TomlReader(const TomlTable& table, int line, std::string_view source, std::string_view what);
  /// For a node that has to be a table.
  TomlReader(const TomlNode& node, std::string_view source, std::string_view what);

  int line() const { return line_; }
  std::string_view source() const { return source_; }

  /// The value, or null when the key is absent. Every other function goes through this one.
  const TomlNode* find(std::string_view key);
  /// The value; throws when the key is absent.
  const TomlNode& require(std::string_view key);

  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  std::string text_or_empty(std::string_view key);
  bool flag(std::string_view key, bool absent = false);
  std::optional<bool> optional_flag(std::string_view key);
  /// A list of strings; empty when the key is absent.
  std::vector<std::string> texts(std::string_view key);
  /// The elements of a list; none when the key is absent.
  const TomlArray& list(std::string_view key);

  /// The value among `choices` whose SQL keyword the text is, in either case; the first one when
  /// the key is absent.
  template <class Word>
  Word word(std::string_view key, std::span<const Word> choices) {
    std::vector<std::string_view> words;
    for (const Word choice : choices) words.push_back(keyword(choice));
    return choices[index_of(key, words)];
  }

  /// Throws for the first key that nobody asked for, with the nearest one that somebody did.
  void finish() const;

  [[noreturn]] void fail(int line, const std::string& message) const;

 private:
  std::vector<std::string> unread_keys() const;
  std::size_t index_of(std::string_view key, const std::vector<std::string_view>& words);

  const TomlTable& table_;
  int line_;
  std::string_view source_;
  std::string_view what_;
  std::vector<std::string> asked_;
};

/// The node as a string or as a list; throws, saying what `key` has to be, when it is none.
const std::string& as_text(const TomlNode& node, std::string_view source, std::string_view key);
const TomlArray& as_list(const TomlNode& node, std::string_view source, std::string_view key);

[[noreturn]] void fail_at(std::string_view source, int line, const std::string& message);

}  // namespace retort::schema::detail
