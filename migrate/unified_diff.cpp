// Texts compared line by line, and schemas as texts.

#include <sstream>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <dtl/dtl.hpp>
#pragma GCC diagnostic pop

#include <retort/migrate/detail/schema_text.h>
#include <retort/migrate/detail/text_diff.h>
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

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string detail::text_diff(const std::vector<std::string>& before,
                              const std::vector<std::string>& after, const DiffNames& names,
                              bool colour) {
  if (before == after) return "";
  dtl::Diff<std::string> difference(before, after);
  difference.compose();
  difference.composeUnifiedHunks();
  std::ostringstream text;
  text << "--- " << names.before << "\n+++ " << names.after << '\n';
  difference.printUnifiedFormat(text);
  return colour ? coloured(text.str()) : text.str();
}

std::string detail::text_diff(std::string_view before, std::string_view after,
                              const DiffNames& names, bool colour) {
  return text_diff(lines_of(before), lines_of(after), names, colour);
}

std::string unified_diff(const schema::Metadata& before, const schema::Metadata& after, bool colour,
                         const std::string& before_name, const std::string& after_name) {
  return detail::text_diff(detail::schema_text(before), detail::schema_text(after),
                           {before_name, after_name}, colour);
}

}  // namespace retort::migrate
