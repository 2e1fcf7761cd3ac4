// Constraints of a table that both sides have. A constraint is the same when its name and all that
// it says are the same; one that changed is dropped and added. Those that have only changed their name
// have it by now (new_names.cpp).

#include <algorithm>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/same.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

template <class Kind>
bool same(const Kind& a, const Kind& b) {
  return same_name(a.name, b.name) && same_content(a, b);
}

// Those of `side` that have no partner in `other`. Each partner serves once: a table may have the
// same constraint twice.
template <class Kind, class Same>
std::vector<Kind> without_partner(const std::vector<Kind>& side, std::vector<Kind> other,
                                  Same same_constraint) {
  std::vector<Kind> result;
  for (const Kind& constraint : side) {
    const auto partner = std::ranges::find_if(
        other, [&](const Kind& candidate) { return same_constraint(constraint, candidate); });
    if (partner == other.end())
      result.push_back(constraint);
    else
      other.erase(partner);
  }
  return result;
}

template <class Kind>
std::vector<Kind> without_partner(const std::vector<Kind>& side, const std::vector<Kind>& other) {
  return without_partner(side, other, [](const Kind& a, const Kind& b) { return same(a, b); });
}

std::vector<schema::ForeignKey> keys_without_partner(const schema::Table& side,
                                                     const schema::Metadata& of_side,
                                                     const schema::Table& other,
                                                     const schema::Metadata& of_other) {
  return without_partner(side.foreign_keys, other.foreign_keys,
                         [&](const schema::ForeignKey& a, const schema::ForeignKey& b) {
                           return same(in_full(a, of_side), in_full(b, of_other));
                         });
}

bool same_primary_key(const schema::Table& a, const schema::Table& b) {
  if (a.primary_key.has_value() != b.primary_key.has_value()) return false;
  return !a.primary_key || same(*a.primary_key, *b.primary_key);
}

}  // namespace

void drop_constraints(const Comparison& comparison, const schema::Table& now,
                      const schema::Table& after) {
  const auto drop = [&](Stage stage, Constraint constraint) {
    comparison.changes.add(stage, DropConstraint{after.name, std::move(constraint)});
  };
  for (const auto& key : keys_without_partner(now, comparison.now, after, comparison.after))
    drop(Stage::drop_foreign_keys, key);
  for (const auto& check : without_partner(now.checks, after.checks))
    drop(Stage::alter_tables, check);
  for (const auto& unique : without_partner(now.uniques, after.uniques))
    drop(Stage::alter_tables, unique);
  if (now.primary_key && !same_primary_key(now, after)) drop(Stage::alter_tables, *now.primary_key);
}

void add_constraints(const Comparison& comparison, const schema::Table& now,
                     const schema::Table& after) {
  const auto add = [&](Stage stage, Constraint constraint) {
    comparison.changes.add(stage, AddConstraint{after.name, std::move(constraint)});
  };
  if (after.primary_key && !same_primary_key(now, after))
    add(Stage::alter_tables, *after.primary_key);
  for (const auto& unique : without_partner(after.uniques, now.uniques))
    add(Stage::alter_tables, unique);
  for (const auto& check : without_partner(after.checks, now.checks))
    add(Stage::alter_tables, check);
  for (const auto& key : keys_without_partner(after, comparison.after, now, comparison.now))
    add(Stage::add_foreign_keys, key);
}

}  // namespace retort::migrate::detail
