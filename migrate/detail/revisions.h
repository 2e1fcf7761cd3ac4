// The scripts of a history with their links both ways, as numbers: what every question about a
// graph is answered from.
//
// Two kinds of links: a revision follows its parents, and it requires its parents and what it
// depends on. Branches are made of the first, the order of running of the second. All algorithms
// here are iterative, since a history can be longer than the stack is deep.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

/// A revision's place in Revisions::scripts.
using Number = std::size_t;
using Numbers = std::vector<Number>;
using Links = std::vector<Numbers>;
/// For each revision, whether it belongs to a set.
using Members = std::vector<bool>;

struct Revisions {
  /// Throws MigrateError as Graph's constructor does.
  explicit Revisions(std::vector<Revision> all);

  const std::string& id(Number revision) const { return scripts[revision].revision; }
  /// `3f2a9c1b7d04 (create artists)`, for messages.
  std::string described(Number revision) const;
  /// The same for several, `a (...), b (...) and 3 more`.
  std::string described(const Numbers& revisions) const;

  std::vector<Revision> scripts;
  std::map<std::string, Number, std::less<>> by_id;
  std::map<std::string, Number, std::less<>> by_label;
  Links parents;
  Links children;
  Links requirements;
  Links dependents;
  /// Every revision after all that it requires; otherwise by time of creation and name of the file.
  Numbers order;
};

/// Everything that the links lead to, the starts included.
Members reachable(const Links& links, const Numbers& starts);

/// A revision, its ancestors and its descendants: the branch that it lies on.
Members lineage(const Revisions& revisions, Number revision);

}  // namespace retort::migrate::detail
