#include <retort/orm/detail/key_followers.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/snapshot.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

bool is_about(const Change& change, const MappedRelationship& relationship) {
  if (!relationship.many) return false;
  const auto referred = set_of(change.instance->mapper, relationship.parent_columns);
  return (change.columns & referred).any();
}

bool cascades(const MappedRelationship& relationship) {
  return relationship.key->declared.on_update == schema::Action::cascade;
}

KeyValues old_key(const Change& change, const MappedRelationship& relationship) {
  return stored_values_in(relationship.parent_columns, *change.instance);
}

KeyValues new_key(const Change& change, const MappedRelationship& relationship) {
  return values_in(relationship.parent_columns, change.instance->entity());
}

void set_columns(void* entity, const MappedRelationship& relationship, const KeyValues& key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto* column = relationship.child_columns[i];
    column->codec->set(column->in(entity), key[i]);
  }
}

}  // namespace

std::vector<Instance*> take_followers_along(SessionCore& session, const Change& change) {
  std::vector<Instance*> followers;
  for (const auto& relationship : change.instance->mapper.relationships()) {
    if (!is_about(change, relationship) || cascades(relationship)) continue;
    const auto before = old_key(change, relationship);
    const auto now = new_key(change, relationship);
    if (before.empty() || now.empty()) continue;
    for (auto* child :
         session.rows_with(relationship.target(), relationship.child_columns, before)) {
      child->touch();
      if (values_in(relationship.child_columns, child->entity()) != before) continue;
      set_columns(child->entity(), relationship, now);
      followers.push_back(child);
    }
  }
  return followers;
}

namespace {

/// Columns of a row that the database has changed, and what they held before.
struct Moved {
  const Instance* row;
  ColumnSet columns;
  std::map<const MappedColumn*, engine::Value> before{};

  KeyValues values_before(const std::vector<const MappedColumn*>& of) const {
    KeyValues values;
    for (const auto* column : of) {
      const auto found = before.find(column);
      const auto value =
          found == before.end() ? stored_value(*row, *column) : std::optional(found->second);
      if (!value || std::holds_alternative<engine::Null>(*value)) return {};
      values.push_back(*value);
    }
    return values;
  }
};

/// Foreign keys with ON UPDATE CASCADE, by the model that has them.
class Cascades {
 public:
  const std::vector<KeyColumns>& of(const Mapper& mapper) {
    const auto [place, is_new] = by_mapper_.try_emplace(&mapper);
    if (is_new) {
      for (const auto* key : mapper.keys) {
        if (key->declared.on_update == schema::Action::cascade)
          place->second.emplace_back(mapper, *key);
      }
    }
    return place->second;
  }

 private:
  std::map<const Mapper*, std::vector<KeyColumns>> by_mapper_;
};

class Following {
 public:
  explicit Following(const SessionCore& session) : session_(session) {}

  void follow(const Moved& moved) {
    const auto& target = moved.row->mapper;
    std::vector<std::pair<Instance*, const KeyColumns*>> found;
    if (!is_referred_to(moved)) return;
    for (auto* instance : session_.identities()) {
      if (instance->expired) continue;
      for (const auto& key : cascades_.of(instance->mapper)) {
        if (target.is_a(*key.target) && (moved.columns & set_of(target, key.to)).any() &&
            values_in(key.from, instance->entity()) == moved.values_before(key.to))
          found.emplace_back(instance, &key);
      }
    }
    for (const auto& [follower, key] : found) move(*follower, *key, moved);
  }
  std::vector<Instance*> followers{};

 private:
  bool is_referred_to(const Moved& moved) {
    const auto& target = moved.row->mapper;
    return std::ranges::any_of(session_.identities().mappers(), [&](const Mapper* mapper) {
      return std::ranges::any_of(cascades_.of(*mapper), [&](const KeyColumns& key) {
        return target.is_a(*key.target) && (moved.columns & set_of(target, key.to)).any();
      });
    });
  }
  void move(Instance& follower, const KeyColumns& key, const Moved& moved) {
    const auto now = values_in(key.to, moved.row->entity());
    if (now.empty() || values_in(key.from, follower.entity()) == now) return;
    Moved next{.row = &follower, .columns = key.from_set};
    for (std::size_t i = 0; i < now.size(); ++i) {
      const auto& column = *key.from[i];
      next.before.emplace(&column, column.codec->get(column.in(follower.entity())));
      column.codec->set(column.in(follower.entity()), now[i]);
    }
    followers.push_back(&follower);
    follow(next);
    remember(follower, next.columns);
  }

  const SessionCore& session_;
  Cascades cascades_{};
};

}  // namespace

std::vector<Instance*> follow_database(const SessionCore& session, const Change& change) {
  const auto refers = [&](const Mapper* mapper) {
    return std::ranges::any_of(mapper->keys, [&](const MappedForeignKey* key) {
      return key->declared.on_update == schema::Action::cascade &&
             change.instance->mapper.is_a(key->target());
    });
  };
  if (std::ranges::none_of(session.identities().mappers(), refers)) return {};
  Following following(session);
  following.follow({.row = change.instance, .columns = change.columns});
  return std::move(following.followers);
}

}  // namespace retort::orm::detail
