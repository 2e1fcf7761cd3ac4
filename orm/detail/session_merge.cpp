// merge(): what an object without a session says, carried over to the session's own.

#include <algorithm>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/session_quiet.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm::detail {

namespace {

/// Empty where the database is to make it.
KeyValues known_key(const Instance& source) {
  auto key = values_in(source.mapper.key, source.entity());
  const bool made = source.mapper.generated_key() && !key.empty() &&
                    key.front() == engine::Value(std::int64_t{0});
  return made ? KeyValues{} : key;
}

/// An object that was loaded before somebody else changed the row. A plain entity that says no version
/// is about the newest.
void check_version(const Instance& source, const Instance& target) {
  const auto* version = source.mapper.version();
  if (!version) return;
  const auto own = version->codec->get(version->in(source.entity()));
  const auto now = version->codec->get(version->in(target.entity()));
  const bool said = source.state != State::transient || own != engine::Value(std::int64_t{0});
  if (said && own != now)
    throw StaleObjectError("merge: the object of " + std::string(source.mapper.name) + " " +
                           engine::to_text(target.identity.values()) + " has version " +
                           engine::to_text(own) + ", and its row " + engine::to_text(now) +
                           ": it was changed by someone else");
}

void copy_columns(const Instance& source, Instance& target) {
  for (const auto& column : source.mapper.columns) {
    const auto* value = column.in(source.entity());
    if (column.codec->is_set(value) && !column.version)
      column.codec->set(column.in(target.entity()), column.codec->get(value));
  }
}

}  // namespace

Instance& SessionCore::merge(const Instance& source) {
  autoflush([&] { return "merge() of an object of " + std::string(source.mapper.name); });
  // What is half carried over is not to be written yet.
  const Quiet quiet(*this);
  Merged merged;
  return merge(source, merged);
}

Instance& SessionCore::merge(const Instance& source, Merged& merged) {
  if (const auto done = merged.find(&source); done != merged.end()) return *done->second;
  auto key = known_key(source);
  auto* target = key.empty() ? nullptr : get(source.mapper, key);
  if (!target && !key.empty() && hides_rows_of(source.mapper)) {
    const auto hidden = rows_with(source.mapper, source.mapper.key, key);
    if (!hidden.empty()) target = hidden.front();
  }
  const bool is_new = !target;
  if (is_new) target = &store_->adopt(Instance::make(source.mapper, *store_));
  merged[&source] = target;
  if (target == &source) return *target;
  target->touch();
  if (!is_new) check_version(source, *target);
  copy_columns(source, *target);
  if (is_new) add(*target);
  merge_related(source, *target, merged);
  return *target;
}

void SessionCore::merge_related(const Instance& from, Instance& target, Merged& merged) {
  auto& source = const_cast<Instance&>(from);
  for (const auto& relationship : source.mapper.relationships()) {
    if (!relationship.many) {
      auto* one = reference_in(source, relationship).remembered();
      if (one && parent_in_memory(source, relationship).instance == one)
        reference_in(target, relationship).set(store_->share(merge(*one, merged)));
      continue;
    }
    auto& collection = collection_in(source, relationship);
    if (!collection.is_loaded() || relationship.view_only || relationship.write_only) continue;
    // All that is there is read by one query, and not child by child as each is merged.
    auto& own = collection_in(target, relationship);
    own.items();
    std::vector<Shared<Instance>> wanted;
    for (std::size_t i = 0; i < collection.items().size(); ++i)
      wanted.push_back(store_->share(merge(*collection.at(i), merged)));
    for (std::size_t i = own.items().size(); i-- > 0;) {
      const auto child = own.at(i);
      const auto same = [&](const auto& each) { return each.get() == child.get(); };
      if (std::ranges::none_of(wanted, same)) own.remove(child.get());
    }
    for (const auto& child : wanted) {
      if (!own.contains(child.get())) own.add(child);
    }
  }
}

}  // namespace retort::orm::detail
