#include <algorithm>
#include <map>
#include <string_view>

#include <retort/migrate/detail/comparison.h>

namespace retort::migrate::detail {

namespace {

// Each of one list in the other, and as many; of equal lists names are met once only.
template <class Object>
bool same_objects(const std::vector<Object>& a, const std::vector<Object>& b) {
  if (a.size() != b.size()) return false;
  std::map<std::string_view, const Object*> by_name;
  for (const Object& object : b) by_name.emplace(object.name, &object);
  return by_name.size() == b.size() && std::ranges::all_of(a, [&](const Object& object) {
           const auto found = by_name.find(object.name);
           return found != by_name.end() && *found->second == object;
         });
}

}  // namespace

bool are_unchanged(const schema::Metadata& before, const schema::Metadata& after) {
  return same_objects(before.tables, after.tables) && same_objects(before.views, after.views) &&
         same_objects(before.triggers, after.triggers) &&
         same_objects(before.virtual_tables, after.virtual_tables);
}

}  // namespace retort::migrate::detail
