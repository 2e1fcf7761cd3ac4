// Identifiers that may be several revisions, and ranges of them.

#include <algorithm>

#include <retort/migrate/detail/path.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

using detail::Identifier;
using detail::Links;
using detail::Members;
using detail::Number;
using detail::Numbers;
using detail::Revisions;
using detail::VersionRows;

namespace {

// Steps along the links from all of them at once, to allowed ones. Whoever has no further to go
// stays.
Numbers stepped(const Links& links, Numbers from, int steps, const Members& allowed) {
  for (; steps > 0; --steps) {
    Members next(links.size());
    for (const Number number : from) {
      bool ends = true;
      for (const Number linked : links[number]) {
        if (!allowed[linked]) continue;
        next[linked] = true;
        ends = false;
      }
      if (ends) next[number] = true;
    }
    Numbers there;
    for (Number i = 0; i < next.size(); ++i)
      if (next[i]) there.push_back(i);
    if (there == from) break;
    from = std::move(there);
  }
  return from;
}

// One end of a range.
struct End {
  // Before the first revision: nothing of the history lies below it.
  bool base = false;
  Numbers revisions{};
};

class Range {
 public:
  Range(const Revisions& revisions, const std::vector<std::string>& rows, std::string_view text)
      : revisions_(revisions), rows_(rows), text_(text) {}

  Members members() const {
    const std::size_t colon = text_.find(':');
    if (colon == text_.npos || text_.find(':', colon + 1) != text_.npos)
      throw MigrateError("\"" + std::string(text_) +
                         "\" is no range; give A:B, where either end may be left out");
    const std::string_view first = text_.substr(0, colon), last = text_.substr(colon + 1);
    const Identifier lower_name = parse(first, "base"), upper_name = parse(last, "heads");
    const End lower = end(lower_name),
              upper = end(last.empty() ? heads_of(lower_name) : upper_name);
    Members within = detail::reachable(revisions_.requirements, upper.revisions);
    if (!lower.base)
      intersect(within, detail::reachable(revisions_.dependents, lower.revisions));
    else if (!lower_name.branch.empty())
      intersect(within, detail::allowed(revisions_, lower_name));
    const bool nothing = std::ranges::find(within, true) == within.end();
    if (nothing && !lower.base && !upper.revisions.empty())
      throw MigrateError("\"" + std::string(text_) + "\": there is no way up from " +
                         revisions_.described(lower.revisions) + " to " +
                         revisions_.described(upper.revisions));
    return within;
  }

 private:
  static Identifier parse(std::string_view text, std::string_view absent) {
    return detail::parse_identifier(text.empty() ? absent : text);
  }

  // The upper end that is left out: that of the branch which the lower one names.
  static Identifier heads_of(const Identifier& lower) {
    return {.text = "heads", .branch = lower.branch, .name = "heads"};
  }

  static void intersect(Members& members, const Members& others) {
    for (Number i = 0; i < members.size(); ++i) members[i] = members[i] && others[i];
  }

  End end(const Identifier& identifier) const {
    if (identifier.is_of_rows()) return from_rows(identifier);
    if (identifier.name == "heads" && !identifier.steps)
      return {.revisions = detail::find_heads(revisions_, identifier)};
    if (!identifier.branch.empty()) detail::find_revision(revisions_, identifier.branch);
    const detail::Position position = detail::find_position(revisions_, identifier);
    if (!position) return {.base = true};
    return {.revisions = {*position}};
  }

  End from_rows(const Identifier& identifier) const {
    const Numbers tips = detail::find_tips(revisions_, VersionRows(revisions_, rows_), identifier);
    const int steps = identifier.steps.value_or(0);
    if (tips.empty() && steps <= 0) return {.base = true};
    const Members allowed = detail::allowed(revisions_, identifier);
    if (steps <= 0) return {.revisions = stepped(revisions_.parents, tips, -steps, allowed)};
    if (!tips.empty()) return {.revisions = stepped(revisions_.children, tips, steps, allowed)};
    Numbers bases;
    for (const Number number : revisions_.order)
      if (revisions_.parents[number].empty() && allowed[number]) bases.push_back(number);
    return {.revisions = stepped(revisions_.children, bases, steps - 1, allowed)};
  }

  const Revisions& revisions_;
  const std::vector<std::string>& rows_;
  std::string_view text_;
};

}  // namespace

bool depends_on_rows(std::string_view text) {
  if (const std::size_t colon = text.find(':'); colon != text.npos)
    return depends_on_rows(text.substr(0, colon)) || depends_on_rows(text.substr(colon + 1));
  return !text.empty() && detail::parse_identifier(text).is_of_rows();
}

std::vector<const Revision*> Graph::range(std::string_view text,
                                          const std::vector<std::string>& rows) const {
  const Members within = Range(*revisions_, rows, text).members();
  Numbers numbers;
  std::copy_if(revisions_->order.rbegin(), revisions_->order.rend(), std::back_inserter(numbers),
               [&](Number number) { return within[number]; });
  return pointers(numbers);
}

std::vector<const Revision*> Graph::resolve_all(std::string_view text,
                                                const std::vector<std::string>& rows) const {
  const Identifier identifier = detail::parse_identifier(text);
  if (identifier.name == "heads" && !identifier.steps)
    return pointers(detail::find_heads(*revisions_, identifier));
  detail::Position position;
  if (identifier.is_of_rows()) {
    const VersionRows versions(*revisions_, rows);
    if (!identifier.steps) return pointers(detail::find_tips(*revisions_, versions, identifier));
    position = detail::walk_from_tip(*revisions_, versions, identifier);
  } else {
    if (!identifier.branch.empty()) detail::find_revision(*revisions_, identifier.branch);
    position = detail::find_position(*revisions_, identifier);
  }
  return position ? pointers({*position}) : std::vector<const Revision*>();
}

}  // namespace retort::migrate
