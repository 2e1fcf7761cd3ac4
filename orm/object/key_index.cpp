// Looking up objects of a collection by a column.

#include <cstddef>
#include <map>

#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/key_index.h>

namespace retort::orm::detail {

namespace {

engine::Value value_of(Instance& instance, std::string_view column) {
  // Only one that expired has to be read; to use the others would have each flush look at them.
  if (instance.expired) instance.touch();
  const auto* found = instance.mapper.find_column(column);
  return found->codec->get(found->in(instance.entity()));
}

}  // namespace

struct KeyIndex::Places {
  std::map<engine::Value, std::size_t> by_value;
  /// So many objects, from the first, were entered.
  std::size_t known = 0;

  void enter_further(const CollectionBase& collection, std::string_view column, std::size_t size) {
    for (; known < size; ++known)
      by_value.try_emplace(value_of(*collection.at(known), column), known);
  }
  void enter_all_again(const CollectionBase& collection, std::string_view column,
                       std::size_t size) {
    by_value.clear();
    known = 0;
    enter_further(collection, column, size);
  }
};

KeyIndex::~KeyIndex() { delete places_; }

Shared<Instance> KeyIndex::find(const CollectionBase& collection, std::string_view column,
                                const engine::Value& value) {
  const auto size = collection.items().size();
  const auto holds = [&](std::size_t place) {
    return place < size && value_of(*collection.at(place), column) == value;
  };
  if (!places_) places_ = new Places();
  auto& places = *places_;
  places.enter_further(collection, column, size);
  if (const auto said = places.by_value.find(value); said != places.by_value.end()) {
    if (holds(said->second)) return collection.at(said->second);
    // It was taken out or changed; others may have moved up with that.
    places.enter_all_again(collection, column, size);
    const auto now = places.by_value.find(value);
    return now == places.by_value.end() ? nullptr : collection.at(now->second);
  }
  for (std::size_t place = 0; place < size; ++place) {
    if (!holds(place)) continue;
    places.by_value.emplace(value, place);
    return collection.at(place);
  }
  return nullptr;
}

Shared<Instance> KeyIndex::same(const CollectionBase& collection, std::string_view column,
                                const Instance* child) {
  if (!child) throw SessionError("an empty handle cannot be added to a collection");
  const auto* found = child->mapper.find_column(column);
  return find(collection, column, found->codec->get(found->in(child->entity())));
}

}  // namespace retort::orm::detail
