#include <retort/orm/detail/update_batch.h>

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/orm/registry.h>

namespace retort::orm::detail {

namespace {

ColumnSet followed_columns(const Mapper& mapper) {
  auto columns = set_of(mapper, mapper.key);
  for (const auto& relationship : mapper.relationships()) {
    if (relationship.many) columns |= set_of(mapper, relationship.parent_columns);
  }
  for (const auto* other : registered_mappers()) {
    for (const auto* key : other->keys) {
      if (key->declared.on_update != schema::Action::cascade || !mapper.is_a(key->target()))
        continue;
      for (const auto& name : key->referred) columns |= set_of(mapper, {mapper.find_column(name)});
    }
  }
  return columns;
}

bool reads_back(const Mapper& mapper) {
  return std::ranges::any_of(mapper.columns, &MappedColumn::computed);
}

}  // namespace

UpdateBatch::UpdateBatch(RowWriter& writer, const Mapper& mapper)
    : writer_(writer),
      mapper_(mapper),
      table_allows_it_(!says_on_conflict(mapper.table) &&
                       !counts_changes(mapper, mapper.table_owner()) && !reads_back(mapper)),
      followed_(followed_columns(mapper)) {}

bool UpdateBatch::may_go_together(const ColumnSet& columns) const {
  return table_allows_it_ && (columns & followed_).none();
}

void UpdateBatch::add(Instance& instance, const ColumnSet& columns) {
  columns_ = columns;
  instances_.push_back(&instance);
}

bool UpdateBatch::write_together() {
  if (!is_full()) return false;
  try {
    return writer_.update(instances_, columns_);
  } catch (const engine::IntegrityError&) {
    if (!writer_.in_transaction()) throw;
    return false;
  }
}

void UpdateBatch::write() {
  current_ = 0;
  if (!write_together()) {
    for (; current_ < instances_.size(); ++current_)
      writer_.update(*instances_[current_], mapper_.table_owner(), columns_);
  }
  instances_.clear();
}

}  // namespace retort::orm::detail
