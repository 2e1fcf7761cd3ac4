// The queries that a session makes for itself.

#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// `columns = values`, each value bound; on the left where the key is given by the other side, as
/// SQLAlchemy writes it.
NodePtr equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
               const KeyValues& values, bool values_first);
/// `columns IN (...)`
NodePtr in(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
           std::span<const KeyValues> values);
/// The same, with parameters for values, in the order of the columns and keys.
NodePtr equals_parameters(const Mapper& mapper, const std::vector<const MappedColumn*>& columns);
NodePtr in_parameters(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
                      std::size_t keys);
Select select_from(const Mapper& mapper, NodePtr where);
/// Of rows that the session has to do with whatever their criteria say: those of its objects.
Select select_known(const Mapper& mapper, NodePtr where, const CriteriaPtr& criteria = nullptr);

/// So many go into one statement.
inline constexpr std::size_t keys_at_once = 500;

template <class Keys, class Visitor>
void for_each_batch(const Keys& keys, Visitor visit) {
  const std::span all(keys);
  for (std::size_t i = 0; i < all.size(); i += keys_at_once)
    visit(all.subspan(i, std::min(keys_at_once, all.size() - i)));
}

}  // namespace retort::orm::detail
