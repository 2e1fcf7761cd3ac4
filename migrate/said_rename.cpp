#include <retort/migrate/detail/said_rename.h>

#include <algorithm>

#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

bool collide(const SaidRename& a, const SaidRename& b) {
  return same_name(a.from, b.from) || same_name(a.to, b.to);
}

void take_out_overruled(std::vector<SaidRename>& renames) {
  std::vector<SaidRename> kept;
  std::ranges::stable_sort(renames, std::greater(), &SaidRename::source);
  for (const SaidRename& rename : renames) {
    // Case alone needs no word.
    if (same_name(rename.from, rename.to)) continue;
    const auto other = std::ranges::find_if(
        kept, [&](const SaidRename& stronger) { return collide(stronger, rename); });
    if (other == kept.end()) {
      kept.push_back(rename);
    } else if (other->source == rename.source &&
               !(same_name(other->from, rename.from) && same_name(other->to, rename.to))) {
      throw MigrateError(other->said + " and " + rename.said + " contradict each other");
    }
  }
  renames = std::move(kept);
}

}  // namespace

void settle_renames(std::vector<SaidRename>& renames, const Presence& presence) {
  take_out_overruled(renames);
  const auto leaves = [&](const std::string& name) {
    return std::ranges::any_of(
        renames, [&](const SaidRename& r) { return r.applies && same_name(r.from, name); });
  };
  const auto arrives = [&](const std::string& name) {
    return std::ranges::any_of(
        renames, [&](const SaidRename& r) { return r.applies && same_name(r.to, name); });
  };
  for (SaidRename& rename : renames)
    rename.applies = rename.source != Source::models && presence.before(rename.from) &&
                     presence.after(rename.to);
  // What a person says holds until it turns out not to, a hint only when it is sure to.
  for (bool changed = true; changed;) {
    changed = false;
    for (SaidRename& rename : renames) {
      if (!rename.applies) continue;
      rename.applies = !presence.before(rename.to) || !presence.after(rename.from) ||
                       (leaves(rename.to) && arrives(rename.from));
      changed = changed || !rename.applies;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (SaidRename& rename : renames) {
      if (rename.applies || rename.source != Source::models) continue;
      rename.applies = presence.before(rename.from) && presence.after(rename.to) &&
                       (!presence.before(rename.to) || leaves(rename.to)) &&
                       (!presence.after(rename.from) || arrives(rename.from));
      changed = changed || rename.applies;
    }
  }
}

}  // namespace retort::migrate::detail
