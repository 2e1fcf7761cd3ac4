// Which rows a session sees.

#include <algorithm>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/schema_map.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

void SessionCore::add_criterion(Criterion criterion) {
  criteria_ = with_criterion(criteria_, std::move(criterion));
}

void SessionCore::use_schemas() {
  if (options_.schemas.empty()) return;
  criteria_ = in_schemas(new_shared<const SchemaMap>(SchemaMap{options_.schemas}));
  criteria_off_ = without_criteria(criteria_);
}

const CriteriaPtr& SessionCore::criteria() const {
  static const auto off = without_criteria(nullptr);
  if (!unscoped_) return criteria_;
  return criteria_off_ ? criteria_off_ : off;
}

CriteriaPtr SessionCore::criteria_of(const Instance& instance) const {
  if (criteria_of_.empty()) return nullptr;
  const auto found = criteria_of_.find(&instance);
  return found == criteria_of_.end() ? nullptr : found->second;
}

bool SessionCore::hides_rows_of(const Mapper& mapper) const {
  const auto is_about = [&](const Criterion& each) { return mapper.is_a(*each.mapper); };
  if (mapper.default_scope() || !criteria_of_.empty()) return true;
  return criteria_ && std::ranges::any_of(criteria_->list, is_about);
}

/// Those that the owner's collection does not have because of criteria.
std::vector<Instance*> SessionCore::hidden_many(Instance& owner,
                                                const MappedRelationship& relationship) {
  if (owner.state == State::transient || owner.identity.empty()) return {};
  if (!hides_rows_of(relationship.target()) && !hides_rows_of(relationship.end())) return {};
  const auto key = stored_values_in(relationship.parent_columns, owner);
  if (key.empty()) return {};
  auto all = rows_with(relationship.target(), relationship.child_columns, key);
  std::erase_if(all, [&](const auto* child) {
    return child->state != State::persistent || foreign_key_of(*child, relationship) != key ||
           !child->links.empty();
  });
  return all;
}

}  // namespace retort::orm::detail
