#include <retort/orm/detail/shared_block.h>
#include <retort/orm/query/criteria.h>

#include <algorithm>

#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

template <class Change>
CriteriaPtr changed(const CriteriaPtr& criteria, Change change) {
  auto copy = criteria ? new_shared<Criteria>(*criteria) : new_shared<Criteria>();
  change(*copy);
  return copy;
}

}  // namespace

bool Criteria::is_off(const Mapper& mapper) const {
  return all_off || std::ranges::any_of(
                        off, [&](const auto* each) { return &each->root() == &mapper.root(); });
}

CriteriaPtr in_schemas(Shared<const SchemaMap> schemas) {
  return changed(nullptr, [&](auto& all) { all.schemas = std::move(schemas); });
}

CriteriaPtr with_criterion(const CriteriaPtr& criteria, Criterion criterion) {
  return changed(criteria, [&](auto& all) { all.list.push_back(std::move(criterion)); });
}

CriteriaPtr without_criteria(const CriteriaPtr& criteria) {
  return changed(criteria, [](auto& all) { all.all_off = true; });
}

CriteriaPtr without_criteria(const CriteriaPtr& criteria, const Mapper& mapper) {
  return changed(criteria, [&](auto& all) { all.off.push_back(&mapper); });
}

CriteriaPtr for_known_rows(const CriteriaPtr& criteria, const Source& source) {
  return changed(criteria, [&](auto& all) { all.known_rows.push_back(source); });
}

}  // namespace retort::orm::detail
