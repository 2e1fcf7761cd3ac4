// Named parameters in SQL that is passed on as it is.

#include <algorithm>

#include <retort/orm/detail/node.h>
#include <retort/orm/error.h>
#include <retort/orm/expression/tree.h>

namespace retort::orm::detail {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Where what begins at `at` ends: a text or a name in quotes, a comment, or one character.
std::size_t end_of(std::string_view sql, std::size_t at) {
  const auto past = [&](std::string_view end, std::size_t from) {
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  const char c = sql[at];
  if (c == '\'' || c == '"' || c == '`') return past({&c, 1}, at + 1);
  if (c == '[') return past("]", at + 1);
  if (sql.substr(at).starts_with("--")) return past("\n", at);
  if (sql.substr(at).starts_with("/*")) return past("*/", at + 2);
  if (is_word(c)) {
    while (at < sql.size() && is_word(sql[at])) ++at;
    return at;
  }
  return sql.substr(at).starts_with("::") ? at + 2 : at + 1;
}

/// The name at `at`, where a parameter stands; otherwise empty.
std::string_view name_at(std::string_view sql, std::size_t at) {
  if (sql[at] != ':') return {};
  auto end = at + 1;
  while (end < sql.size() && is_word(sql[end])) ++end;
  return sql.substr(at + 1, end - at - 1);
}

}  // namespace

NodePtr make_text(std::string_view sql, const std::vector<TextArgument>& arguments) {
  std::vector<TextPiece> pieces(1);
  std::vector<bool> used(arguments.size());
  for (std::size_t at = 0; at < sql.size();) {
    const auto name = name_at(sql, at);
    if (name.empty()) {
      const auto end = end_of(sql, at);
      pieces.back().sql += sql.substr(at, end - at);
      at = end;
      continue;
    }
    const auto found = std::ranges::find(arguments, name, &TextArgument::name);
    if (found == arguments.end())
      throw QueryError("the SQL `" + std::string(sql) +
                       "` needs a value for :" + std::string(name) + "; give it as arg(\"" +
                       std::string(name) + "\", value)");
    used[static_cast<std::size_t>(found - arguments.begin())] = true;
    pieces.back().values = found->values;
    pieces.back().is_list = found->is_list;
    pieces.emplace_back();
    at += name.size() + 1;
  }
  if (const auto unused = std::ranges::find(used, false); unused != used.end()) {
    const auto& argument = arguments[static_cast<std::size_t>(unused - used.begin())];
    throw QueryError("the SQL `" + std::string(sql) + "` has no parameter :" +
                     std::string(argument.name) + ", for which a value was given");
  }
  return make_node(TextNode{std::move(pieces)});
}

}  // namespace retort::orm::detail
