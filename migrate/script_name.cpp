// Revision ids and branch labels.

#include <algorithm>
#include <array>

#include <retort/migrate/detail/revision_name.h>

namespace retort::migrate::detail {

namespace {

bool may_stand(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string fault_of_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> reserved = {"head", "heads", "base", "current"};
  if (name.empty()) return "it is empty";
  if (std::ranges::find(reserved, name) != reserved.end())
    return "that word has a meaning of its own";
  if (!std::ranges::all_of(name, may_stand)) return "only letters, digits and _ may stand in it";
  return "";
}

}  // namespace retort::migrate::detail
