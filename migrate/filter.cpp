#include <retort/migrate/filter.h>

#include <algorithm>
#include <array>

#include <retort/schema/detail/nearest.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

constexpr std::array<std::string_view, 6> kinds = {"schema",  "table", "view",
                                                   "trigger", "index", "column"};

bool matches(std::string_view pattern, std::string_view name) {
  std::size_t at = 0, in = 0, star = pattern.npos, resume = 0;
  while (in < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = in;
    } else if (at < pattern.size() &&
               (pattern[at] == '?' ||
                schema::same_name(pattern.substr(at, 1), name.substr(in, 1)))) {
      ++at;
      ++in;
    } else if (star != pattern.npos) {
      // The last star takes one letter more.
      at = star + 1;
      in = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == pattern.npos;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

// A pattern without a kind is about what a person thinks of as a table.
bool is_about(std::string_view pattern, FilterKind kind) {
  const std::size_t colon = pattern.find(':');
  if (colon == pattern.npos) return kind == FilterKind::table || kind == FilterKind::view;
  return pattern.substr(0, colon) == kinds[static_cast<std::size_t>(kind)];
}

bool matches_one(const std::vector<std::string>& patterns, FilterKind kind, std::string_view name,
                 bool where_there_is_none) {
  bool any = false;
  for (const std::string_view pattern : patterns) {
    if (!is_about(pattern, kind)) continue;
    any = true;
    if (matches(pattern.substr(pattern.find(':') + 1), name)) return true;
  }
  return !any && where_there_is_none;
}

}  // namespace

bool looks_at(const Filter& filter, FilterKind kind, std::string_view name) {
  return !matches_one(filter.exclude, kind, name, false) &&
         matches_one(filter.include, kind, name, true);
}

std::string fault_of_pattern(std::string_view pattern) {
  const std::size_t colon = pattern.find(':');
  if (colon == pattern.npos) return "";
  const std::string_view kind = pattern.substr(0, colon);
  if (std::ranges::find(kinds, kind) != kinds.end()) return "";
  if (!is_word(kind)) return "what stands before a colon has to be a kind";
  return "there is no kind \"" + std::string(kind) + "\"" +
         schema::detail::did_you_mean(kind, {kinds.begin(), kinds.end()}) +
         "; kinds are schema, table, view, trigger, index and column";
}

}  // namespace retort::migrate
