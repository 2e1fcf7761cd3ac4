#include <algorithm>

#include <retort/migrate/detail/rename_order.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

using schema::same_name;

std::vector<Rename> in_possible_order(std::vector<Rename> wanted, std::vector<std::string> names) {
  std::vector<Rename> result;
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::any_of(names, [&](const std::string& n) { return same_name(n, name); });
  };
  const auto perform = [&](const Rename& rename) {
    result.push_back(rename);
    for (std::string& name : names)
      if (same_name(name, rename.from)) name = rename.to;
  };
  const auto can_go = [&](const Rename& rename) {
    return same_name(rename.from, rename.to) || !is_taken(rename.to);
  };
  while (!wanted.empty()) {
    const auto next = std::ranges::find_if(wanted, can_go);
    if (next != wanted.end()) {
      perform(*next);
      wanted.erase(next);
      continue;
    }
    const std::string in_the_way = *std::ranges::find_if(
        names, [&](const std::string& n) { return same_name(n, wanted.front().to); });
    std::string aside = "_retort_old_" + in_the_way;
    while (is_taken(aside)) aside += '_';
    perform({in_the_way, aside});
    for (Rename& rename : wanted)
      if (same_name(rename.from, in_the_way)) rename.from = aside;
  }
  return result;
}

}  // namespace retort::migrate::detail
