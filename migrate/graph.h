// migrate::Graph: the revisions of a history and how they follow one another.
//
//   migrate::Graph graph(migrate::read_revisions("migrations"));
//   for (const migrate::Move& move : graph.upgrade_path(rows, "head")) ...
//
// Words are Alembic's: a base has no parent, a head no child; a revision may have several parents
// (a merge) and may depend on revisions of other branches. `rows` are the version rows of a
// database: the ids of its tips. A Graph is immutable and may be shared between threads.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::migrate {

namespace detail {
struct Revisions;
}  // namespace detail

enum class Direction { upgrade, downgrade };

/// One revision to run, with the version rows before and after it.
struct Move {
  const Revision* revision{};
  Direction direction{};
  std::vector<std::string> rows_before{};
  std::vector<std::string> rows_after{};
};

class Graph {
 public:
  /// Throws MigrateError, with the files' names, for a duplicate id, an unknown parent or
  /// dependency, a cycle, a label that is used twice.
  explicit Graph(std::vector<Revision> revisions);
  /// Of scripts made in memory.
  explicit Graph(const std::vector<Script>& scripts);
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  Graph(Graph&&) noexcept = default;
  Graph& operator=(Graph&&) noexcept = default;

  /// Newest first: every revision before its parents.
  std::vector<const Revision*> newest_first() const;
  /// The revisions that no other one follows or depends on: who has them has everything.
  std::vector<const Revision*> heads() const;
  /// The revisions without parents.
  std::vector<const Revision*> bases() const;
  bool empty() const;
  /// In the order in which they were given.
  const std::vector<Revision>& revisions() const;

  /// The revision with this full id, or null.
  const Revision* find(std::string_view revision) const;

  /// One revision by id, unique prefix, label, or `head`, also as `LABEL@head`, `ID+N` and the
  /// like. Throws MigrateError for none, for an ambiguous one (with what it could mean), and for
  /// `head` when there are several.
  const Revision& resolve(std::string_view identifier) const;

  /// The moves of `upgrade IDENTIFIER`: a revision, `head`, `heads`, `+N`, `LABEL@head`,
  /// `LABEL@+N`. Empty when the rows have it already. Every revision comes after what it requires;
  /// otherwise the older one comes first. Throws MigrateError for a row that no script has.
  std::vector<Move> upgrade_path(const std::vector<std::string>& rows,
                                 std::string_view identifier) const;

  /// The moves of `downgrade IDENTIFIER`: the revision to go back to, `base`, `-N`, `LABEL@base`
  /// (back to where the branch began), `LABEL@-N`. What requires a revision that goes, goes before
  /// it.
  std::vector<Move> downgrade_path(const std::vector<std::string>& rows,
                                   std::string_view identifier) const;

 private:
  std::vector<const Revision*> pointers(const std::vector<std::size_t>& numbers) const;

  std::shared_ptr<const detail::Revisions> revisions_;
};

}  // namespace retort::migrate
