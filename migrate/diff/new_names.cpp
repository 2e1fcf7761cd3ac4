// Constraints and indexes that differ in nothing but their name. A person who follows a naming
// convention has them by the dozen.

#include <algorithm>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/same.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

std::vector<std::string> constraint_names(const schema::Table& table) {
  std::vector<std::string> names;
  const auto note = [&](const auto& constraint) {
    if (!constraint.name.empty()) names.push_back(constraint.name);
  };
  if (table.primary_key) note(*table.primary_key);
  std::ranges::for_each(table.uniques, note);
  std::ranges::for_each(table.foreign_keys, note);
  std::ranges::for_each(table.checks, note);
  return names;
}

class ConstraintNames {
 public:
  ConstraintNames(schema::Metadata& now, const schema::Table& after, const schema::Metadata& wanted,
                  Changes& changes)
      : now_(now),
        table_(*now.find_table(after.name)),
        after_(after),
        wanted_(wanted),
        changes_(changes),
        is_(constraint_names(table_)),
        wants_(constraint_names(after)) {}

  void give() {
    if (table_.primary_key && after_.primary_key)
      give_one(*table_.primary_key, {*after_.primary_key});
    give_all(table_.uniques, after_.uniques);
    give_all(table_.checks, after_.checks);
    give_all(table_.foreign_keys, after_.foreign_keys);
  }

 private:
  template <class Kind>
  void give_all(std::vector<Kind>& constraints, const std::vector<Kind>& wanted) {
    for (Kind& constraint : constraints) give_one(constraint, wanted);
  }

  // Found by its name, so no other may have that; given only a name that is free before and after.
  template <class Kind>
  void give_one(Kind& constraint, const std::vector<Kind>& wanted) {
    if (count(is_, constraint.name) != 1 || count(wants_, constraint.name) != 0) return;
    for (const Kind& candidate : wanted) {
      if (count(is_, candidate.name) != 0 || count(wants_, candidate.name) != 1) continue;
      if (!same(constraint, candidate)) continue;
      changes_.add(Stage::alter_tables,
                   RenameConstraint{after_.name, constraint.name, candidate.name});
      is_.push_back(candidate.name);
      constraint.name = candidate.name;
      return;
    }
  }

  template <class Kind>
  bool same(const Kind& a, const Kind& b) const {
    return same_content(a, b);
  }
  bool same(const schema::ForeignKey& a, const schema::ForeignKey& b) const {
    return same_content(in_full(a, now_), in_full(b, wanted_));
  }

  static std::ptrdiff_t count(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::count_if(names, [&](const auto& each) { return same_name(each, name); });
  }

  schema::Metadata& now_;
  schema::Table& table_;
  const schema::Table& after_;
  const schema::Metadata& wanted_;
  Changes& changes_;
  std::vector<std::string> is_;
  std::vector<std::string> wants_;
};

bool has_index(const schema::Metadata& metadata, const std::string& name) {
  return std::ranges::any_of(metadata.tables, [&](const schema::Table& table) {
    return table.find_index(name) != nullptr;
  });
}

// An index's name is one of the whole schema, so it has to be free there, before and after.
void give_index_names(schema::Metadata& now, const schema::Table& after,
                      const schema::Metadata& wanted, Changes& changes) {
  for (schema::Index& index : now.find_table(after.name)->indexes) {
    // A name that differs in case alone is free for the one that has it.
    const auto is_free = [&](const std::string& name) {
      return same_name(name, index.name)
                 ? name != index.name
                 : !has_index(now, name) && !now.find_table(name) && !has_index(wanted, index.name);
    };
    const auto renamed = std::ranges::find_if(after.indexes, [&](const schema::Index& candidate) {
      return is_free(candidate.name) && same_content(index, candidate);
    });
    if (renamed == after.indexes.end()) continue;
    changes.add(Stage::create_indexes, RenameIndex{after.name, index.name, renamed->name});
    index.name = renamed->name;
  }
}

}  // namespace

void give_new_names(schema::Metadata& now, const schema::Metadata& after, Changes& changes) {
  for (const schema::Table& wanted : after.tables) {
    if (!now.find_table(wanted.name)) continue;
    ConstraintNames(now, wanted, after, changes).give();
    give_index_names(now, wanted, after, changes);
  }
}

}  // namespace retort::migrate::detail
