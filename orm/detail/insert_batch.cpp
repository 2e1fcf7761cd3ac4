#include <retort/orm/detail/insert_batch.h>

#include <retort/engine/error.h>

namespace retort::orm::detail {

InsertBatch::InsertBatch(RowWriter& writer, const Mapper& mapper)
    : writer_(writer), mapper_(mapper) {}

void InsertBatch::add(void* entity, const InsertShape& shape) {
  if (empty()) shape_ = shape;
  entities_.push_back(entity);
}

bool InsertBatch::goes_together() {
  if (!is_full() || shape_.returned.any() || shape_.said.none()) return false;
  if (!may_go_together_) may_go_together_ = !says_on_conflict(mapper_.table);
  if (!*may_go_together_) return false;
  if (!shape_.makes_key) return true;
  if (!keys_in_order_) keys_in_order_ = writer_.gives_keys_in_order(mapper_);
  return *keys_in_order_;
}

bool InsertBatch::write_together() {
  try {
    writer_.insert(mapper_, entities_, shape_);
  } catch (const engine::IntegrityError&) {
    if (!writer_.in_transaction()) throw;
    return false;
  }
  return true;
}

void InsertBatch::write() {
  current_ = 0;
  if (!goes_together() || !write_together()) {
    for (; current_ < entities_.size(); ++current_)
      writer_.insert(mapper_, mapper_, entities_[current_], shape_);
  }
  entities_.clear();
}

}  // namespace retort::orm::detail
