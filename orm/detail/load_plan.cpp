// Which joins a query gets for the relationships that ask for one, and what follows it.

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/mapping/kinds.h>

#include <algorithm>

#include <retort/orm/detail/node.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

std::size_t SelectItem::width() const {
  if (!entity.mapper) return 1;
  if (all_kinds) return entity.mapper->columns.size() + entity.mapper->kinds().further().size();
  return without_deferred ? entity.mapper->loaded_columns + undeferred_columns.size()
                          : entity.mapper->columns.size();
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
  const LoadPath* of_all = nullptr;
  for (const auto& option : select.loading) {
    if (option.everything && starts_with(path, option.path) && path != option.path)
      of_all = &option;
    if (option.everything || !starts_with(option.path, path)) continue;
    const bool on_the_way = option.path.size() > path.size();
    const bool loads = option.loading == Loading::joined || option.loading == Loading::selectin ||
                       option.contained;
    if (!on_the_way || (loads && !said)) said = &option;
  }
  return said ? said : of_all;
}

}  // namespace

LoadPlan::LoadPlan(const Select& query, const MappedForeignKey* known)
    : select(query), many_(many_of(query)), own_items_(query.items.size()) {
  build(known);
  if (!repeats_objects || many_ != Many::wrapped) return;
  // The rows that are counted are those of the query itself, and the joins stand around it.
  *this = LoadPlan(std::vector<SelectItem>{});
  select = query;
  own_items_ = 1;
  columns.clear();
  rows.clear();
  wrap();
  build(known);
}

/// What is joined to it would be counted by LIMIT, and taken apart by DISTINCT and GROUP BY.
LoadPlan::Many LoadPlan::many_of(const Select& query) const {
  if (query.items.size() != 1 || !query.members.empty()) return Many::not_at_all;
  const bool whole = query.limit || query.offset || query.distinct || !query.group_by.empty();
  if (!whole) return Many::as_it_is;
  const auto& entity = query.items.front().entity;
  if (std::ranges::any_of(query.loading, &LoadPath::contained)) return Many::not_at_all;
  if (!entity.mapper || entity.mapper->discriminator() || !query.with.empty())
    return Many::not_at_all;
  const auto is_own = [&](const NodePtr& term) {
    const auto* order = std::get_if<OrderNode>(&term->kind);
    const auto* column = std::get_if<ColumnNode>(&(order ? order->expression : term)->kind);
    return column && column->source == entity;
  };
  return std::ranges::all_of(query.order_by, is_own) ? Many::wrapped : Many::not_at_all;
}

/// SELECT ... FROM (the query) AS artists_1, in the same order.
void LoadPlan::wrap() {
  auto inner = new_shared<Select>(std::move(select));
  select = {};
  auto& item = inner->items.front();
  item.without_deferred = !item.undeferred && item.undeferred_columns.empty();
  item.undeferred = !item.without_deferred;
  inner->loading.swap(select.loading);
  select.populate_existing = inner->populate_existing;
  select.criteria = inner->criteria;
  const auto source = numbered_source(*item.entity.mapper);
  select.items.push_back(item);
  select.items.front().entity = source;
  select.items.front().undeferred_columns.clear();
  for (const auto& term : inner->order_by)
    select.order_by.push_back(make_node(AliasedNode{term, item.entity, source}));
  select.from.push_back({source, std::move(inner)});
}

void LoadPlan::build(const MappedForeignKey* known) {
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
    rows.emplace_back();
    if (item.entity.mapper) rows.back().emplace(item, next, *item.entity.mapper);
    next += static_cast<int>(item.width());
  }
  plain_rows = eager.empty() && contained.empty() && followups.empty() && !repeats_objects;
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
    if (relationship.write_only) continue;
    // The way that the rows were found by; a table that refers to itself goes on along the same key.
    if (relationship.key == known && !(said && relationship.many)) continue;
    // The way back along a join is known.
    const auto* taken = paths_[owner].empty() ? nullptr : paths_[owner].back();
    if (taken && taken->many && !taken->far && taken->key == relationship.key && !relationship.many)
      continue;
    auto loading = said ? said->loading : relationship.loading;
    // The rows of a compound are what its members select, so nothing is joined to them; nor is a
    // condition in SQL about the table one about an alias.
    const bool joinable =
        !relationship.many || (many_ != Many::not_at_all && relationship.where.empty());
    const bool joins = loading == Loading::joined && joinable && select.members.empty();
    if (loading == Loading::joined && !joinable) loading = Loading::selectin;
    // A table that refers to itself would be joined without end; further levels load when used.
    const bool endless = !said && &relationship.end() == entity.mapper && !paths_[owner].empty();
    if (joins && !endless) {
      const bool inner = said && said->inner && is_inner(owner);
      add_joined(owner, relationship, inner ? JoinKind::inner : JoinKind::left);
    } else if (loading == Loading::selectin) {
      followups.push_back({owner, &relationship, false, rest_of(path), said != nullptr});
    } else if (said && loading == Loading::raise) {
      followups.push_back({owner, &relationship, true, {}});
    }
  }
}

bool LoadPlan::is_inner(std::size_t item) const {
  return item < own_items_ || std::ranges::find(inner_items_, item) != inner_items_.end();
}

void LoadPlan::add_joined(std::size_t owner, const MappedRelationship& relationship,
                          JoinKind kind) {
  const auto from = select.items[owner].entity;
  const auto to = numbered_source(relationship.target());
  const auto& key = *relationship.key;
  select.joins.push_back(
      {{to},
       relationship.many ? key_condition(key, from, to) : key_condition(key, to, from),
       kind});
  const auto item = select.items.size();
  eager.push_back({item, owner, &relationship});
  if (kind == JoinKind::inner) inner_items_.push_back(item);
  auto path = paths_[owner];
  path.push_back(&relationship);
  paths_.push_back(relationship.far ? Path{} : path);
  select.items.push_back({.entity = to, .plain = relationship.far != nullptr});
  auto end = to;
  if (relationship.far) {
    // The link is read as a row, and what is at its other end takes its place in paths.
    end = numbered_source(relationship.end());
    select.joins.push_back({{end}, key_condition(*relationship.far_end->key, end, to), kind});
    eager.back().far = select.items.size();
    if (kind == JoinKind::inner) inner_items_.push_back(select.items.size());
    paths_.push_back(std::move(path));
    select.items.push_back({.entity = end});
  }
  if (!relationship.many) return;
  repeats_objects = true;
  for (const auto& [column, descending] : relationship.order_by)
    select.order_by.push_back(make_order(make_column(end, column), descending, Nulls::unsaid));
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
    if (option.everything && starts_with(path, option.path)) {
      rest.push_back(option);
      rest.back().path.clear();
      continue;
    }
    if (option.path.size() <= path.size() || !starts_with(option.path, path)) continue;
    auto shorter = option;
    shorter.path.erase(shorter.path.begin(),
                       shorter.path.begin() + static_cast<std::ptrdiff_t>(path.size()));
    rest.push_back(std::move(shorter));
  }
  return rest;
}

namespace {

bool asks_for_whole_table(const Select& query) {
  if (query.items.size() != 1 || query.from.size() != 1) return false;
  const auto& entity = query.items.front().entity;
  const auto& from = query.from.front();
  const bool all_rows = !query.where && !query.limit && !query.offset && !query.having &&
                        query.joins.empty() && query.members.empty() && query.with.empty() &&
                        query.group_by.empty() && !query.distinct && !query.criteria;
  return all_rows && entity.mapper && from.is_table() && from.source == entity &&
         !entity.mapper->discriminator() && !entity.mapper->default_scope();
}

}  // namespace

Prepared prepare(const Select& query, const engine::Dialect& dialect, const Criteria* session,
                 const MappedForeignKey* known) {
  LoadPlan plan(query, known);
  plan.whole_table = session == nullptr && asks_for_whole_table(query);
  auto sql = render(plan.select, dialect, session);
  return {std::move(plan), std::move(sql)};
}

}  // namespace retort::orm::detail
