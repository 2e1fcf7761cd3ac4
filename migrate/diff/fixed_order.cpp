#include <algorithm>
#include <set>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

template <class Objects>
void sort_by_name(Objects& objects) {
  std::ranges::sort(
      objects, schema::NameLess(), [](const auto& object) -> const auto& { return object.name; });
}

std::vector<schema::View> used_first(const std::vector<schema::View>& views) {
  std::vector<schema::View> sorted;
  std::set<std::string_view, schema::NameLess> visited;
  const auto visit = [&](const auto& self, const schema::View& view) -> void {
    if (!visited.insert(view.name).second) return;
    for (const schema::View& other : views)
      if (uses_name(view.sql, other.name)) self(self, other);
    sorted.push_back(view);
  };
  for (const schema::View& view : views) visit(visit, view);
  return sorted;
}

}  // namespace

schema::Metadata in_fixed_order(schema::Metadata metadata) {
  sort_by_name(metadata.tables);
  sort_by_name(metadata.views);
  sort_by_name(metadata.triggers);
  sort_by_name(metadata.virtual_tables);
  metadata.views = used_first(metadata.views);
  return metadata;
}

}  // namespace retort::migrate::detail
