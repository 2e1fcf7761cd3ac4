#include <retort/orm/detail/loading_query.h>

namespace retort::orm::detail {

namespace {

NodePtr column_of(const Mapper& mapper, std::string_view column) {
  return make_column(Source{&mapper}, column);
}

/// `value(i, column)` is what the i-th column is compared with.
template <class ValueOf>
NodePtr make_equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
                    bool values_first, ValueOf value_of) {
  NodePtr condition;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto column = column_of(mapper, columns[i]->name);
    auto value = value_of(i, column);
    if (values_first) std::swap(column, value);
    condition = make_and(std::move(condition),
                         make_binary(Operator::equal, std::move(column), std::move(value)));
  }
  return condition;
}

/// `value(row, i, column)` is that of one of so many keys.
template <class ValueOf>
NodePtr make_in_list(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
                     std::size_t keys, ValueOf value_of) {
  std::vector<NodePtr> parts;
  for (const auto* column : columns) parts.push_back(column_of(mapper, column->name));
  const auto together = [](std::vector<NodePtr> nodes) {
    return nodes.size() == 1 ? nodes.front() : make_tuple(std::move(nodes));
  };
  std::vector<NodePtr> list;
  for (std::size_t row = 0; row < keys; ++row) {
    std::vector<NodePtr> nodes;
    for (std::size_t i = 0; i < parts.size(); ++i) nodes.push_back(value_of(row, i, parts[i]));
    list.push_back(together(std::move(nodes)));
  }
  return make_in(together(std::move(parts)), std::move(list), false);
}

/// All have the one name: they are known by their order.
NodePtr key_parameter() { return make_parameter("key"); }

}  // namespace

NodePtr equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
               const KeyValues& values, bool values_first) {
  return make_equals(mapper, columns, values_first, [&](std::size_t i, const NodePtr& column) {
    return make_value(values[i], column);
  });
}

NodePtr equals_parameters(const Mapper& mapper, const std::vector<const MappedColumn*>& columns) {
  return make_equals(mapper, columns, false,
                     [](std::size_t, const NodePtr&) { return key_parameter(); });
}

NodePtr in(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
           std::span<const KeyValues> values) {
  return make_in_list(mapper, columns, values.size(),
                      [&](std::size_t row, std::size_t i, const NodePtr& column) {
                        return make_value(values[row][i], column);
                      });
}

NodePtr in_parameters(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
                      std::size_t keys) {
  return make_in_list(mapper, columns, keys,
                      [](std::size_t, std::size_t, const NodePtr&) { return key_parameter(); });
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
