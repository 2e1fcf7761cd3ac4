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

std::string described(const DatabaseError::Details& details) {
  std::string text;
  if (!details.doing.empty()) text += details.doing + ": ";
  text += folded(details.message);
  if (!details.code_name.empty()) text += " (" + details.code_name + ")";
  if (!details.hint.empty()) text += "; " + details.hint;
  if (!details.sql.empty()) text += " [SQL: " + folded(details.sql) + "]";
  if (!details.parameters.empty())
    text += " [parameters: " + folded(to_text(details.parameters)) + "]";
  return text;
}

}  // namespace

DatabaseError::DatabaseError(Details details, std::source_location where)
    : Error(described(details)), details_(std::move(details)), where_(where) {}

void DatabaseError::set_parameters(std::vector<Value> parameters) {
  details_.parameters = std::move(parameters);
  Error::operator=(Error(described(details_)));
}

}  // namespace retort::engine
