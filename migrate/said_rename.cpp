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

namespace {

class Applying {
 public:
  Applying(std::vector<SaidRename>& renames, const Presence& presence)
      : renames_(renames), presence_(presence) {}

  // What somebody says holds until it turns out not to.
  void settle(bool hints) {
    for (SaidRename& rename : renames_)
      if (is_hint(rename) == hints)
        rename.applies = presence_.before(rename.from) && presence_.after(rename.to);
    for (bool changed = true; changed;) {
      changed = false;
      for (SaidRename& rename : renames_) {
        if (is_hint(rename) != hints || !rename.applies) continue;
        rename.applies = hints ? hint_applies(rename) : person_is_right(rename);
        changed = changed || !rename.applies;
      }
    }
  }

 private:
  static bool is_hint(const SaidRename& rename) { return rename.source == Source::models; }

  const SaidRename* leaving(const std::string& name) const {
    for (const SaidRename& r : renames_)
      if (r.applies && same_name(r.from, name)) return &r;
    return nullptr;
  }
  bool arrives(const std::string& name) const {
    return std::ranges::any_of(
        renames_, [&](const SaidRename& r) { return r.applies && same_name(r.to, name); });
  }

  bool person_is_right(const SaidRename& rename) const {
    return !presence_.before(rename.to) || !presence_.after(rename.from) ||
           (leaving(rename.to) && arrives(rename.from));
  }

  bool hint_applies(const SaidRename& rename) const {
    return ends_at_a_free_name(rename) && (!presence_.after(rename.from) || arrives(rename.from));
  }

  // Follows a chain of renames to its end, which a circle does not have.
  bool ends_at_a_free_name(const SaidRename& rename) const {
    const SaidRename* last = &rename;
    for (std::size_t steps = 0; last != nullptr && presence_.before(last->to); ++steps) {
      if (steps == renames_.size()) return false;
      last = leaving(last->to);
    }
    return last != nullptr;
  }

  std::vector<SaidRename>& renames_;
  const Presence& presence_;
};

}  // namespace

void settle_renames(std::vector<SaidRename>& renames, const Presence& presence) {
  take_out_overruled(renames);
  Applying applying(renames, presence);
  applying.settle(false);
  applying.settle(true);
}

}  // namespace retort::migrate::detail
