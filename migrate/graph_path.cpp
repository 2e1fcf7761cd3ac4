// The targets of upgrades and downgrades.

#include <retort/migrate/detail/path.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

void require_applied_branch(const Revisions& revisions, const VersionRows& rows,
                            const Identifier& identifier) {
  if (identifier.branch.empty()) return;
  const Number number = find_revision(revisions, identifier.branch);
  if (!rows.is_applied(number))
    throw MigrateError("\"" + identifier.text + "\": revision " + revisions.described(number) +
                       " is not applied, so there is nothing of its branch to undo");
}

// The first revision that belongs to the branch alone: up from the one that names it to where the
// branch forks off or where branches were merged.
Number first_of_branch(const Revisions& revisions, Number number) {
  while (revisions.parents[number].size() == 1 &&
         revisions.children[revisions.parents[number].front()].size() == 1)
    number = revisions.parents[number].front();
  return number;
}

Numbers roots_of_everything(const Revisions& revisions, const VersionRows& rows,
                            const Identifier& identifier) {
  require_applied_branch(revisions, rows, identifier);
  if (identifier.branch.empty()) return revisions.order;
  return {first_of_branch(revisions, find_revision(revisions, identifier.branch))};
}

Number last_step_down(const Revisions& revisions, const VersionRows& rows,
                      const Identifier& identifier) {
  if (*identifier.steps >= 0)
    throw MigrateError("\"" + identifier.text + "\" goes up; a downgrade takes -N");
  require_applied_branch(revisions, rows, identifier);
  const Position tip = find_tip(revisions, rows, identifier);
  if (!tip) throw MigrateError("\"" + identifier.text + "\" goes too far: no revision is applied");
  // The tip itself is the first to go, so that one step down from a merge leaves its parents.
  const Members within = allowed(revisions, identifier);
  const Position last = walk(revisions, tip, *identifier.steps + 1, within, identifier.text);
  if (!last)
    throw MigrateError("\"" + identifier.text +
                       "\" goes too far: so many revisions are not applied");
  return *last;
}

}  // namespace

Numbers last_applied(const Revisions& revisions, const VersionRows& rows, const Members& within) {
  Numbers last;
  for (const Number number : revisions.order) {
    if (!within[number] || !rows.is_applied(number)) continue;
    bool followed = false;
    for (const Number child : revisions.children[number])
      followed = followed || (within[child] && rows.is_applied(child));
    if (!followed) last.push_back(number);
  }
  return last;
}

Numbers find_tips(const Revisions& revisions, const VersionRows& rows,
                  const Identifier& identifier) {
  return identifier.branch.empty() ? rows.tips()
                                   : last_applied(revisions, rows, allowed(revisions, identifier));
}

Position find_tip(const Revisions& revisions, const VersionRows& rows,
                  const Identifier& identifier) {
  const Numbers tips = find_tips(revisions, rows, identifier);
  if (tips.empty()) return std::nullopt;
  if (tips.size() == 1) return tips.front();
  throw MigrateError(
      "\"" + identifier.text +
      "\" is ambiguous, the database is at several revisions: " + revisions.described(tips) +
      "; name a revision, or one branch as in LABEL@" + (*identifier.steps < 0 ? "-1" : "+1"));
}

Position walk_from_tip(const Revisions& revisions, const VersionRows& rows,
                       const Identifier& identifier) {
  return walk(revisions, find_tip(revisions, rows, identifier), *identifier.steps,
              allowed(revisions, identifier), identifier.text);
}

Numbers upgrade_targets(const Revisions& revisions, const VersionRows& rows,
                        const Identifier& identifier) {
  const bool plain = !identifier.steps;
  // An empty history is at its head already.
  const bool ends = identifier.name == "head" || identifier.name == "heads";
  if (plain && ends && revisions.scripts.empty()) return {};
  if (plain && identifier.name == "heads") return find_heads(revisions, identifier);
  if (identifier.is_relative() && *identifier.steps < 0)
    throw MigrateError("\"" + identifier.text + "\" goes down; an upgrade takes +N");
  const Position target = identifier.is_relative() ? walk_from_tip(revisions, rows, identifier)
                                                   : find_position(revisions, identifier);
  if (target) return {*target};
  if (identifier.is_relative()) return {};
  throw MigrateError("\"" + identifier.text +
                     "\" is before the first revision; `downgrade` goes there");
}

Numbers downgrade_roots(const Revisions& revisions, const VersionRows& rows,
                        const Identifier& identifier) {
  if (identifier.is_relative()) return {last_step_down(revisions, rows, identifier)};
  const Position target = find_position(revisions, identifier);
  if (!target) return roots_of_everything(revisions, rows, identifier);
  if (!rows.is_applied(*target))
    throw MigrateError("revision " + revisions.described(*target) +
                       " is not applied, so there is no way down to it; `upgrade` goes there");
  const Members within = allowed(revisions, identifier);
  Numbers roots;
  for (const Number child : revisions.children[*target])
    if (within[child]) roots.push_back(child);
  return roots;
}

}  // namespace retort::migrate::detail
