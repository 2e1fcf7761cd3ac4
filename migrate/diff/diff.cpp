// diff(): compares kind by kind; detail/changes.h has the order of the result.

#include <retort/migrate/detail/comparison.h>

namespace retort::migrate {

std::vector<Operation> diff(const schema::Metadata& before, const schema::Metadata& after,
                            const Answers& answers) {
  const schema::Metadata from = detail::in_own_spelling(detail::in_fixed_order(before));
  const schema::Metadata to = detail::in_own_spelling(detail::in_fixed_order(after));
  detail::Changes changes;

  // Renames come first in the comparison: with them done, equal names mean equal objects.
  schema::Metadata now = from;
  const std::vector<Operation> renames = detail::find_renames(from, to, answers);
  for (const Operation& rename : renames) {
    migrate::apply(rename, now);
    const bool table = std::holds_alternative<RenameTable>(rename);
    changes.add(table ? detail::Stage::rename_tables : detail::Stage::rename_columns, rename);
  }

  detail::give_new_names(now, to, changes);

  const detail::Comparison comparison{from, now, to, answers, changes};
  detail::check_fills(comparison);
  detail::check_drops(comparison);
  detail::compare_tables(comparison);
  detail::compare_indexes(comparison);
  detail::compare_stored_objects(comparison, renames);
  return changes.in_order();
}

}  // namespace retort::migrate
