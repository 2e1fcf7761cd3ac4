// Which joins a query gets for the relationships that ask for one, and what follows it.

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/mapping/kinds.h>

#include <algorithm>

#include <retort/orm/error.h>

namespace retort::orm::detail {

std::size_t SelectItem::width() const {
  if (!entity.mapper) return 1;
  if (all_kinds) return entity.mapper->columns.size() + entity.mapper->kinds().further().size();
  return without_deferred ? entity.mapper->loaded_columns : entity.mapper->columns.size();
}

namespace {

using Path = std::vector<const MappedRelationship*>;

bool starts_with(const Path& path, const Path& beginning) {
  return path.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), path.begin());
}

/// What the query says about the last step of the path; null where it says nothing.
const LoadPath* said_about(const Select& select, const Path& path) {
  const LoadPath* said = nullptr;
  for (const auto& option : select.loading) {
    if (!starts_with(option.path, path)) continue;
    const bool on_the_way = option.path.size() > path.size();
    const bool loads = option.loading == Loading::joined || option.loading == Loading::selectin;
    if (!on_the_way || (loads && !said)) said = &option;
  }
  return said;
}

}  // namespace

LoadPlan::LoadPlan(const Select& query, const MappedForeignKey* known) : select(query) {
  paths_.resize(select.items.size());
  // The list grows while it is walked: what is joined may itself ask for joins.
  for (std::size_t item = 0; item < select.items.size(); ++item) {
    auto& each = select.items[item];
    if (!each.entity.mapper || each.plain) continue;
    // What stands inside of another query has all columns.
    if (each.entity.mapper->discriminator() && select.members.empty()) add_kinds(each);
    each.without_deferred = !each.undeferred && !each.all_kinds && select.members.empty();
    add_related(item, known);
  }
  find_columns();
}

LoadPlan::LoadPlan(std::vector<SelectItem> items) {
  select.items = std::move(items);
  find_columns();
}

Loading LoadPlan::kinds_of(const Mapper& mapper) const {
  auto loading = mapper.polymorphic;
  for (const auto& option : select.loading) {
    if (option.kinds_of == &mapper) loading = option.loading;
  }
  return loading;
}

/// Columns of derived models in the model's own tables come with the row; those in tables of their
/// own are joined, or follow.
void LoadPlan::add_kinds(SelectItem& item) {
  const auto& mapper = *item.entity.mapper;
  const bool more_tables = !mapper.kinds().further_tables().empty();
  item.kinds = more_tables ? kinds_of(mapper) : Loading::joined;
  item.all_kinds = item.kinds == Loading::joined;
  if (!item.all_kinds || !more_tables) return;
  for (auto& from : select.from) from.all_kinds |= from.source == item.entity && !from.query;
  for (auto& join : select.joins)
    join.target.all_kinds |= join.target.source == item.entity && !join.target.query;
}

void LoadPlan::find_columns() {
  int next = 0;
  for (const auto& item : select.items) {
    columns.push_back(next);
    next += static_cast<int>(item.width());
  }
}

void LoadPlan::add_related(std::size_t owner, const MappedForeignKey* known) {
  const auto entity = select.items[owner].entity;
  for (const auto& relationship : entity.mapper->relationships()) {
    auto path = paths_[owner];
    path.push_back(&relationship);
    const auto* said = said_about(select, path);
    if (said && said->contained) {
      add_contained(owner, relationship);
      continue;
    }
    if (relationship.key == known || relationship.write_only) continue;
    const auto loading = said ? said->loading : relationship.loading;
    // The rows of a compound are what its members select, so nothing is joined to them.
    const bool joins = loading == Loading::joined && !relationship.many && select.members.empty();
    // A table that refers to itself would be joined without end; further levels load when used.
    const bool endless = !said && &relationship.target() == entity.mapper && entity.number > 0;
    if (joins && !endless) {
      add_joined(owner, relationship);
    } else if (loading == Loading::selectin) {
      followups.push_back({owner, &relationship, false, rest_of(path)});
    } else if (said && loading == Loading::raise) {
      followups.push_back({owner, &relationship, true, {}});
    }
  }
}

void LoadPlan::add_joined(std::size_t owner, const MappedRelationship& relationship) {
  const auto child = select.items[owner].entity;
  const auto parent = numbered_source(relationship.target());
  select.joins.push_back(
      {{parent}, key_condition(*relationship.key, parent, child), JoinKind::left});
  eager.push_back({select.items.size(), owner, &relationship});
  auto path = paths_[owner];
  path.push_back(&relationship);
  paths_.push_back(std::move(path));
  select.items.push_back({.entity = parent});
}

void LoadPlan::add_contained(std::size_t owner, const MappedRelationship& relationship) {
  const Source source{&relationship.target()};
  if (relationship.far || !select.has(source))
    throw QueryError("contains_eager(): the query does not join " +
                     std::string(relationship.end().name) + " itself" +
                     (relationship.far ? ", which is not possible for many to many" : ""));
  contained.push_back({select.items.size(), owner, &relationship});
  auto path = paths_[owner];
  path.push_back(&relationship);
  paths_.push_back(std::move(path));
  select.items.push_back({.entity = source});
}

std::vector<LoadPath> LoadPlan::rest_of(const Path& path) const {
  std::vector<LoadPath> rest;
  for (const auto& option : select.loading) {
    if (option.kinds_of) rest.push_back(option);
    if (option.path.size() <= path.size() || !starts_with(option.path, path)) continue;
    auto shorter = option;
    shorter.path.erase(shorter.path.begin(),
                       shorter.path.begin() + static_cast<std::ptrdiff_t>(path.size()));
    rest.push_back(std::move(shorter));
  }
  return rest;
}

Prepared prepare(const Select& query, const engine::Dialect& dialect,
                 const MappedForeignKey* known) {
  LoadPlan plan(query, known);
  auto sql = render(plan.select, dialect);
  return {std::move(plan), std::move(sql)};
}

}  // namespace retort::orm::detail
