// Keeping the version rows of a database right.

#include <algorithm>

#include <retort/migrate/detail/version_rows.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

Numbers known(const Revisions& revisions, const std::vector<std::string>& rows) {
  Numbers numbers;
  for (const std::string& row : rows) {
    const auto found = revisions.by_id.find(row);
    if (found == revisions.by_id.end())
      throw MigrateError(
          "the database is at revision \"" + row +
          "\", which is in none of the scripts: it was upgraded by scripts that are "
          "not here; bring these back, or work on the database that these scripts made "
          "(`migrate repair` shows what mends the row)");
    numbers.push_back(found->second);
  }
  return numbers;
}

}  // namespace

VersionRows::VersionRows(const Revisions& revisions, const std::vector<std::string>& rows)
    : revisions_(revisions),
      applied_(reachable(revisions.requirements, known(revisions, rows))),
      required_by_(revisions.scripts.size()),
      rows_(rows) {
  // What stands in the table is where the first move begins, also where it holds a row too many.
  std::ranges::sort(rows_);
  for (const Number number : revisions.order) {
    if (!applied_[number]) continue;
    for (const Number required : revisions.requirements[number]) ++required_by_[required];
  }
  for (const Number number : tips()) tips_.insert(revisions.id(number));
}

Numbers VersionRows::tips() const {
  Numbers tips;
  for (const Number number : revisions_.order)
    if (applied_[number] && required_by_[number] == 0) tips.push_back(number);
  return tips;
}

Move VersionRows::upgrade(Number revision) {
  applied_[revision] = true;
  for (const Number required : revisions_.requirements[revision])
    if (required_by_[required]++ == 0) tips_.erase(revisions_.id(required));
  tips_.insert(revisions_.id(revision));
  return moved(revision, Direction::upgrade);
}

Move VersionRows::downgrade(Number revision) {
  applied_[revision] = false;
  tips_.erase(revisions_.id(revision));
  for (const Number required : revisions_.requirements[revision])
    if (--required_by_[required] == 0) tips_.insert(revisions_.id(required));
  return moved(revision, Direction::downgrade);
}

Move VersionRows::moved(Number revision, Direction direction) {
  Move move{
      .revision = &revisions_.scripts[revision], .direction = direction, .rows_before = rows_};
  rows_.assign(tips_.begin(), tips_.end());
  move.rows_after = rows_;
  return move;
}

}  // namespace retort::migrate::detail
