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

/// Whether what an identifier or a range means depends on a database's rows: `current`, +N, -N.
bool depends_on_rows(std::string_view identifier_or_range);

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
  /// The revisions that no other one follows: the heads, and the effective heads, on which another
  /// one depends.
  std::vector<const Revision*> ends() const;
  /// The revisions that several others follow.
  std::vector<const Revision*> branch_points() const;
  /// The revisions without parents.
  std::vector<const Revision*> bases() const;
  bool empty() const;
  /// In the order in which they were given.
  const std::vector<Revision>& revisions() const;

  /// The revision with this full id, or null.
  const Revision* find(std::string_view revision) const;
  // The three below take revisions of this graph and cost no search.
  std::vector<const Revision*> children(const Revision& revision) const;
  bool is_head(const Revision& revision) const;
  bool is_effective_head(const Revision& revision) const;

  /// One revision by id, unique prefix, label, or `head`, also as `LABEL@head`, `ID+N` and the
  /// like. Throws MigrateError for none, for an ambiguous one (with what it could mean), and for
  /// `head` when there are several.
  const Revision& resolve(std::string_view identifier) const;

  /// What an identifier stands for where it may be several revisions (`heads`, `current`) or none
  /// (`base`). `current`, +N and -N count from the rows.
  std::vector<const Revision*> resolve_all(std::string_view identifier,
                                           const std::vector<std::string>& rows) const;

  /// The revisions of `A:B`, both ends included, newest first: B and what it requires, as far as
  /// that comes after A. An end that is left out is the base or the heads; LABEL@base: has the
  /// branch alone. Ends may be `current`, +N and -N, which count from the rows and stop where the
  /// history does. Throws MigrateError for what is no range, and where A does not lead to B.
  std::vector<const Revision*> range(std::string_view range,
                                     const std::vector<std::string>& rows) const;

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

  /// The rows after `stamp IDENTIFIER...`: the revisions named, and of the rows there were those
  /// that are on no way to or from one of them. `base` takes all rows away, LABEL@base those of its
  /// branch.
  std::vector<std::string> stamp(const std::vector<std::string>& rows,
                                 const std::vector<std::string>& identifiers) const;

  /// Where a database with these rows stands: the rows, and the ends of branches that are applied
  /// because a row depends on them. Throws MigrateError for a row that no script has.
  std::vector<const Revision*> positions(const std::vector<std::string>& rows) const;

  /// Everything that a database with these rows has, oldest first. Throws as positions() does.
  std::vector<const Revision*> applied(const std::vector<std::string>& rows) const;

 private:
  std::vector<const Revision*> pointers(const std::vector<std::size_t>& numbers) const;
  std::size_t number_of(const Revision& revision) const;

  std::shared_ptr<const detail::Revisions> revisions_;
};

}  // namespace retort::migrate
