#include <retort/orm/detail/loading_query.h>

namespace retort::orm::detail {

namespace {

NodePtr column_of(const Mapper& mapper, std::string_view column) {
  return make_column(Source{&mapper}, column);
}

}  // namespace

NodePtr equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
               const KeyValues& values, bool values_first) {
  NodePtr condition;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto column = column_of(mapper, columns[i]->name);
    auto value = make_value(values[i], column);
    if (values_first) std::swap(column, value);
    condition = make_and(std::move(condition),
                         make_binary(Operator::equal, std::move(column), std::move(value)));
  }
  return condition;
}

NodePtr in(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
           std::span<const KeyValues> values) {
  std::vector<NodePtr> parts;
  for (const auto* column : columns) parts.push_back(column_of(mapper, column->name));
  const auto together = [](std::vector<NodePtr> nodes) {
    return nodes.size() == 1 ? nodes.front() : make_tuple(std::move(nodes));
  };
  std::vector<NodePtr> list;
  for (const auto& key : values) {
    std::vector<NodePtr> nodes;
    for (std::size_t i = 0; i < key.size(); ++i) nodes.push_back(make_value(key[i], parts[i]));
    list.push_back(together(std::move(nodes)));
  }
  return make_in(together(std::move(parts)), std::move(list), false);
}

Select select_from(const Mapper& mapper, NodePtr where) {
  Select select;
  select.items.push_back({.entity = Source{&mapper}});
  select.from.push_back({Source{&mapper}});
  select.where = std::move(where);
  return select;
}

Select select_known(const Mapper& mapper, NodePtr where, const CriteriaPtr& criteria) {
  auto select = select_from(mapper, std::move(where));
  select.criteria = for_known_rows(criteria, Source{&mapper});
  return select;
}

}  // namespace retort::orm::detail
