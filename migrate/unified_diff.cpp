// unified_diff(): two schemas as text, compared line by line.

#include <sstream>
#include <string>

#include <retort/migrate/detail/line_diff.h>
#include <retort/migrate/detail/schema_text.h>
#include <retort/migrate/diff.h>

namespace retort::migrate {

namespace {

constexpr const char* red = "\033[31m";
constexpr const char* green = "\033[32m";
constexpr const char* cyan = "\033[36m";
constexpr const char* plain = "\033[0m";

std::string coloured(const std::string& text) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const char* colour = nullptr;
    if (line.starts_with('@')) colour = cyan;
    if (line.starts_with('-')) colour = red;
    if (line.starts_with('+')) colour = green;
    result += colour ? colour + line + plain : line;
    result += '\n';
  }
  return result;
}

}  // namespace

std::string unified_diff(const schema::Metadata& before, const schema::Metadata& after,
                         bool colour) {
  const std::string hunks =
      detail::unified_hunks(detail::schema_text(before), detail::schema_text(after));
  if (hunks.empty()) return "";
  const std::string text = "--- database\n+++ models\n" + hunks;
  return colour ? coloured(text) : text;
}

}  // namespace retort::migrate
