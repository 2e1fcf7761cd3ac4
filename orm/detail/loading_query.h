// The queries that a session makes for itself.

#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

using KeyValues = std::vector<engine::Value>;

/// `columns = values`, each value bound; on the left where the key is given by the other side, as
/// SQLAlchemy writes it.
NodePtr equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
               const KeyValues& values, bool values_first);
/// `columns IN (...)`
NodePtr in(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
           std::span<const KeyValues> values);
Select select_from(const Mapper& mapper, NodePtr where);
/// Of rows that the session has to do with whatever their criteria say: those of its objects.
Select select_known(const Mapper& mapper, NodePtr where, const CriteriaPtr& criteria = nullptr);

/// Keys in portions that a statement takes.
template <class Keys, class Visitor>
void for_each_batch(const Keys& keys, Visitor visit) {
  constexpr std::size_t most = 500;
  const std::span all(keys);
  for (std::size_t i = 0; i < all.size(); i += most)
    visit(all.subspan(i, std::min(most, all.size() - i)));
}

}  // namespace retort::orm::detail
