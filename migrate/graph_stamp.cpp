// The rows that a stamp leaves, and where a database stands.

#include <algorithm>

#include <retort/migrate/detail/path.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

using detail::Identifier;
using detail::Members;
using detail::Number;
using detail::Numbers;
using detail::Revisions;
using detail::VersionRows;

namespace {

// What is on a way to or from one of them, dependencies included.
Members related(const Revisions& revisions, const Numbers& numbers) {
  Members members = detail::reachable(revisions.requirements, numbers);
  const Members above = detail::reachable(revisions.dependents, numbers);
  for (Number i = 0; i < members.size(); ++i) members[i] = members[i] || above[i];
  return members;
}

class Stamp {
 public:
  Stamp(const Revisions& revisions, const std::vector<std::string>& rows)
      : revisions_(revisions), rows_(revisions, rows), kept_(rows_.tips()) {}

  void add(const Identifier& identifier) {
    const bool whole = identifier.branch.empty();
    const Number branch = whole ? 0 : detail::find_revision(revisions_, identifier.branch);
    const bool ends = identifier.name == "head" || identifier.name == "heads";
    if (!identifier.steps && whole && ends && revisions_.scripts.empty()) return;
    if (!identifier.steps && identifier.name == "heads") {
      const Numbers heads = detail::find_heads(revisions_, identifier);
      targets_.insert(targets_.end(), heads.begin(), heads.end());
      return;
    }
    const detail::Position position = identifier.is_relative()
                                          ? detail::walk_from_tip(revisions_, rows_, identifier)
                                          : detail::find_position(revisions_, identifier);
    if (position)
      targets_.push_back(*position);
    else if (whole)
      kept_.clear();
    else
      forget(related(revisions_, {branch}));
  }

  std::vector<std::string> rows() {
    forget(related(revisions_, targets_));
    std::vector<std::string> ids;
    for (const Numbers* numbers : {&kept_, &targets_})
      for (const Number number : *numbers) ids.push_back(revisions_.id(number));
    // Of two that are named, one may require the other.
    std::vector<std::string> result;
    for (const Number tip : VersionRows(revisions_, ids).tips())
      result.push_back(revisions_.id(tip));
    std::ranges::sort(result);
    return result;
  }

 private:
  void forget(const Members& members) {
    std::erase_if(kept_, [&](Number number) { return members[number]; });
  }

  const Revisions& revisions_;
  VersionRows rows_;
  Numbers kept_;
  Numbers targets_;
};

}  // namespace

std::vector<std::string> Graph::stamp(const std::vector<std::string>& rows,
                                      const std::vector<std::string>& identifiers) const {
  Stamp stamp(*revisions_, rows);
  for (const std::string& text : identifiers) stamp.add(detail::parse_identifier(text));
  return stamp.rows();
}

std::vector<const Revision*> Graph::positions(const std::vector<std::string>& rows) const {
  return pointers(detail::last_applied(*revisions_, VersionRows(*revisions_, rows),
                                       Members(revisions_->scripts.size(), true)));
}

std::vector<const Revision*> Graph::applied(const std::vector<std::string>& rows) const {
  const VersionRows versions(*revisions_, rows);
  Numbers numbers;
  for (const Number number : revisions_->order)
    if (versions.is_applied(number)) numbers.push_back(number);
  return pointers(numbers);
}

}  // namespace retort::migrate
