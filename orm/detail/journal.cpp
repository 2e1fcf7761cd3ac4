#include <retort/orm/detail/journal.h>

namespace retort::orm::detail {

void Journal::forget(const Instance& instance) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.instance == &instance; });
}

void Journal::rows_are_back() {
  for (const auto& entry : entries_) {
    if (entry.kind == Kind::erased) entry.instance->row_deleted = false;
  }
}

std::vector<Instance*> Journal::undo(std::size_t mark, IdentityMap& identities) {
  std::vector<Instance*> undone;
  while (entries_.size() > mark) {
    auto& [kind, instance, before] = entries_.back();
    switch (kind) {
      case Kind::inserted:
      case Kind::switched:
        identities.erase(*instance);
        instance->state = State::transient;
        instance->drop_snapshot();
        break;
      case Kind::updated:
        if (before) {
          identities.erase(*instance);
          instance->identity.assign(std::move(*before));
          identities.insert(*instance);
        }
        instance->links.clear();
        instance->expire();
        break;
      case Kind::erased:
        instance->row_deleted = false;
        instance->state = State::persistent;
        identities.insert(*instance);
        instance->links.clear();
        instance->expire();
        break;
    }
    undone.push_back(instance);
    entries_.pop_back();
  }
  return undone;
}

}  // namespace retort::orm::detail
