// Loading and changing the one.

#include <retort/orm/detail/session_core.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/object_store.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm::detail {

ReferenceBase::ReferenceBase(const ReferenceBase& other) {
  if (!other.owner_) target_ = other.target_;
}

ReferenceBase::~ReferenceBase() { delete none_; }

bool ReferenceBase::found_none(const KeyValues& key) const { return none_ && *none_ == key; }

ReferenceBase& ReferenceBase::operator=(const ReferenceBase& other) {
  // An entity that was loaded brings its foreign key, which says it all.
  if (this != &other && !other.owner_ && other.target_) set(other.target_);
  return *this;
}

Shared<Instance> ReferenceBase::get() const {
  if (!owner_) return target_;
  auto parent = parent_in_memory(*owner_, *relationship_);
  if (!parent.known && owner_->state != State::transient)
    parent.instance =
        session_for_loading(*owner_, *relationship_, raises_)->load_parent(*owner_, *relationship_);
  return parent.instance ? parent.instance->store().share(*parent.instance) : nullptr;
}

void ReferenceBase::set(Shared<Instance> target) {
  if (owner_) {
    relate(*owner_, *relationship_, target.get());
  } else {
    target_ = std::move(target);
  }
}

Shared<Instance> ReferenceBase::wire(Instance& owner, const MappedRelationship& relationship) {
  owner_ = &owner;
  relationship_ = &relationship;
  return std::exchange(target_, nullptr);
}

void ReferenceBase::remember(Instance* target) {
  target_ = Shared<Instance>(target, nullptr);
  delete std::exchange(none_, nullptr);
}

void ReferenceBase::remember_none(KeyValues key) {
  delete std::exchange(none_, new KeyValues(std::move(key)));
}

}  // namespace retort::orm::detail
