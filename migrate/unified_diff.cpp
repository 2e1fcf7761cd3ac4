// unified_diff(): two schemas as text, compared line by line.

#include <sstream>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <dtl/dtl.hpp>
#pragma GCC diagnostic pop

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

std::string unified_diff(const schema::Metadata& before, const schema::Metadata& after, bool colour,
                         const std::string& before_name, const std::string& after_name) {
  const std::vector<std::string> from = detail::schema_text(before);
  const std::vector<std::string> to = detail::schema_text(after);
  if (from == to) return "";
  dtl::Diff<std::string> difference(from, to);
  difference.compose();
  difference.composeUnifiedHunks();
  std::ostringstream text;
  text << "--- " << before_name << "\n+++ " << after_name << '\n';
  difference.printUnifiedFormat(text);
  return colour ? coloured(text.str()) : text.str();
}

}  // namespace retort::migrate
