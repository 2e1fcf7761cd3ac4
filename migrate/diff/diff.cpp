// diff(): compares kind by kind; detail/changes.h has the order of the result.

#include <retort/migrate/detail/comparison.h>

namespace retort::migrate {

namespace {

// Answers that fit nothing are refused, so they are looked at even where nothing differs.
bool are_none(const Answers& answers) {
  return answers.rename_table.empty() && answers.rename_column.empty() && answers.fill.empty() &&
         answers.drop.empty();
}

}  // namespace

std::vector<Operation> diff(const schema::Metadata& before, const schema::Metadata& after,
                            const Answers& answers) {
  if (are_none(answers) && detail::are_unchanged(before, after)) return {};
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
