// Relationships from foreign keys. The one is named after the foreign key's column (`sender` of
// `sender_id`), the many after the model that refers (`messages`), and where several keys lead from one
// table to another, after both (`messages_by_sender`). A table that is nothing but two foreign keys is a
// link: both its ends have a ManyToMany.

#include <algorithm>
#include <optional>
#include <tuple>

#include <retort/migrate/detail/header_plan.h>

namespace retort::migrate::detail {

namespace {

/// C++ keeps names with two underscores for itself, and a column that is a keyword ends with one.
std::string joined(std::string_view first, std::string_view second) {
  while (first.ends_with('_')) first.remove_suffix(1);
  return std::string(first) + '_' + std::string(second);
}

using schema::same_name;

struct Path {
  PlannedModel* child = nullptr;
  PlannedModel* parent = nullptr;
  const schema::ForeignKey* key = nullptr;
  /// `sender`
  std::string name{};
};

// A column's name without what says that it is a key.
std::string without_key_ending(const std::string& member) {
  for (const std::string_view ending : {"_id", "_uuid", "_fk", "_key", "_ref", "_no"})
    if (member.size() > ending.size() && member.ends_with(ending))
      return member.substr(0, member.size() - ending.size());
  return member;
}

bool is_set(const std::vector<schema::IndexedColumn>& terms,
            const std::vector<std::string>& columns) {
  const std::vector<std::string> names = column_names(terms);
  return names.size() == terms.size() && std::ranges::all_of(names, [&](const std::string& name) {
           return std::ranges::any_of(columns,
                                      [&](const auto& each) { return same_name(each, name); });
         });
}

// Whether a row of the parent has one such row at most.
bool is_single(const Path& path) {
  const schema::Table& table = *path.child->table;
  const auto& columns = path.key->columns;
  if (is_set(table.primary_key->columns, columns)) return true;
  return std::ranges::any_of(table.uniques,
                             [&](const auto& u) { return is_set(u.columns, columns); }) ||
         std::ranges::any_of(table.indexes, [&](const schema::Index& index) {
           return index.unique && index.where.empty() && is_set(index.columns, columns);
         });
}

std::vector<Path> find_paths(HeaderPlan& plan) {
  std::vector<Path> paths;
  for (PlannedModel& child : plan.models) {
    if (!child.has_key()) continue;
    for (const schema::ForeignKey& key : child.table->foreign_keys) {
      const PlannedKey planned = planned_key(plan, key);
      if (!planned.target || !planned.target->has_key()) continue;
      const PlannedColumn* column = child.find_column(key.columns.front());
      if (!column || column->column->generated) continue;
      PlannedModel* parent = plan.find(planned.target->name);
      // A relationship is found by its first column and its target.
      const bool known = std::ranges::any_of(paths, [&](const Path& path) {
        return path.child == &child && path.parent == parent &&
               same_name(path.key->columns.front(), key.columns.front());
      });
      if (known) continue;
      std::string name = without_key_ending(column->member);
      if (name == column->member)
        name = parent == &child ? joined(name, parent->singular) : parent->singular;
      paths.push_back({&child, parent, &key, std::move(name)});
    }
  }
  return paths;
}

// Two keys, and nothing else but them.
std::optional<std::pair<Path, Path>> as_link(const PlannedModel& model,
                                             const std::vector<Path>& paths) {
  std::vector<Path> own;
  for (const Path& path : paths)
    if (path.child == &model) own.push_back(path);
  if (own.size() != 2 || model.table->foreign_keys.size() != 2 ||
      model.table->primary_key->autoincrement)
    return std::nullopt;
  std::vector<std::string> columns = own[0].key->columns;
  columns.insert(columns.end(), own[1].key->columns.begin(), own[1].key->columns.end());
  if (columns.size() != model.columns.size() ||
      model.table->primary_key->columns.size() != columns.size() ||
      !is_set(model.table->primary_key->columns, columns))
    return std::nullopt;
  return std::pair(own[0], own[1]);
}

void add_many_to_many(const PlannedModel& link, const Path& from, const Path& to) {
  PlannedModel& owner = *from.parent;
  const bool same = from.parent == to.parent;
  const std::string column = to.child->find_column(to.key->columns.front())->member;
  std::string wanted = plural(same ? without_key_ending(column) : to.parent->singular);
  if (owner.members.has(wanted)) wanted += "_by_" + link.singular;
  owner.relationships.push_back(
      {.member = owner.members.take(wanted),
       .kind = "ManyToMany",
       .arguments = {to.parent->model, link.model, cpp_literal(from.key->columns.front()),
                     cpp_literal(to.key->columns.front())},
       .model = to.parent->model});
}

void add_one(const Path& path) {
  PlannedModel& child = *path.child;
  std::string wanted = path.name;
  // The column has the name of the parent itself.
  if (child.members.has(wanted))
    wanted = joined(child.find_column(path.key->columns.front())->member, path.parent->singular);
  child.relationships.push_back(
      {.member = child.members.take(wanted),
       .kind = "BelongsTo",
       .arguments = {path.parent->model, cpp_literal(path.key->columns.front())},
       .model = path.parent->model});
}

void add_many(const Path& path, bool several) {
  PlannedModel& parent = *path.parent;
  const bool single = is_single(path);
  std::string wanted = single ? path.child->singular : plural(path.child->singular);
  if (path.child == path.parent && path.name == "parent") wanted = single ? "child" : "children";
  if (several || parent.members.has(wanted)) wanted += "_by_" + path.name;
  std::vector<std::string> arguments = {path.child->model, cpp_literal(path.key->columns.front())};
  // The database does it for what is not in memory.
  if (path.key->on_delete == schema::Action::cascade)
    arguments.insert(arguments.end(), {"cascade_delete", "passive_deletes"});
  parent.relationships.push_back({.member = parent.members.take(wanted),
                                  .kind = single ? "HasOne" : "HasMany",
                                  .arguments = std::move(arguments),
                                  .model = path.child->model});
}

}  // namespace

void plan_relationships(HeaderPlan& plan) {
  const std::vector<Path> paths = find_paths(plan);
  std::set<const PlannedModel*> links;
  for (const PlannedModel& model : plan.models)
    if (model.has_key() && as_link(model, paths)) links.insert(&model);
  for (const Path& path : paths)
    if (!links.contains(path.child)) add_one(path);
  for (const Path& path : paths) {
    if (links.contains(path.child)) continue;
    const auto alike = std::ranges::count_if(paths, [&](const Path& other) {
      return other.child == path.child && other.parent == path.parent;
    });
    add_many(path, alike > 1);
  }
  for (const PlannedModel& model : plan.models) {
    if (!links.contains(&model)) continue;
    const auto ends = *as_link(model, paths);
    add_many_to_many(model, ends.first, ends.second);
    add_many_to_many(model, ends.second, ends.first);
  }
}

}  // namespace retort::migrate::detail
