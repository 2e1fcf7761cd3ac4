#include <retort/engine/error.h>

#include <string_view>
#include <utility>

namespace retort::engine {

namespace {

// One line whatever is in it: every run of white space becomes one space.
std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    if (!space)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// Of many rows that are written alike the first is enough: "VALUES (?, ?) and 63 more rows". The text
// is folded.
std::string with_equal_rows_counted(std::string text) {
  constexpr std::string_view before = "VALUES ";
  const std::size_t found = text.find(std::string(before) + "(");
  if (found == std::string::npos) return text;
  const std::size_t first = found + before.size();
  const std::size_t close = text.find(')', first);
  if (close == std::string::npos) return text;
  const std::string again = ", " + text.substr(first, close + 1 - first);
  std::size_t end = close + 1;
  std::size_t more = 0;
  for (; text.compare(end, again.size(), again) == 0; end += again.size()) ++more;
  if (more < 2) return text;
  text.replace(close + 1, end - close - 1, " and " + std::to_string(more) + " more rows");
  return text;
}

// A person sees from the beginning which statement it is; error.sql() has all of it.
std::string shortened(std::string text) {
  constexpr std::size_t most = 1000;
  if (text.size() <= most) return text;
  const std::string rest = std::to_string(text.size() - most);
  return text.substr(0, most) + "... (" + rest + " more bytes)";
}

std::string described(const DatabaseError::Details& details) {
  std::string text;
  if (!details.doing.empty()) text += details.doing + ": ";
  text += folded(details.message);
  if (!details.code_name.empty()) text += " (" + details.code_name + ")";
  if (!details.hint.empty()) text += "; " + details.hint;
  if (!details.sql.empty())
    text += " [SQL: " + shortened(with_equal_rows_counted(folded(details.sql))) + "]";
  if (!details.parameters.empty())
    text += " [parameters: " + folded(to_text(details.parameters)) + "]";
  return text;
}

}  // namespace

DatabaseError::DatabaseError(Details details, std::source_location where)
    : Error(described(details)), details_(std::move(details)), where_(where) {}

void DatabaseError::set_statement(std::string sql, std::vector<Value> parameters) {
  details_.sql = std::move(sql);
  details_.parameters = std::move(parameters);
  Error::operator=(Error(described(details_)));
}

}  // namespace retort::engine
