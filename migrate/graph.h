// migrate::Graph: the revisions of a history and how they follow one another.
//
//   migrate::Graph graph(migrate::read_scripts("migrations"));
//   for (const migrate::Move& move : graph.upgrade_path(rows, "head")) ...
//
// Words are Alembic's: a base has no parent, a head no child; a revision may have several parents (a
// merge) and may depend on revisions of other branches. `rows` are the version rows of a database:
// the ids of its tips. A Graph is immutable and may be shared between threads.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::migrate {

enum class Direction { upgrade, downgrade };

/// One revision to run, with the version rows before and after it.
struct Move {
  const Script* script{};
  Direction direction{};
  std::vector<std::string> rows_before{};
  std::vector<std::string> rows_after{};
};

class Graph {
 public:
  /// Throws MigrateError, with the files' names, for a duplicate id, an unknown parent or dependency,
  /// a cycle, a label that is used twice.
  explicit Graph(std::vector<Script> scripts);
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  Graph(Graph&&) noexcept = default;
  Graph& operator=(Graph&&) noexcept = default;

  /// Newest first: every revision before its parents.
  std::vector<const Script*> newest_first() const;
  std::vector<const Script*> heads() const;
  std::vector<const Script*> bases() const;
  bool empty() const { return scripts_.empty(); }

  /// The script of a full id, or null.
  const Script* find(std::string_view revision) const;

  /// One revision by id, unique prefix, label, or `head`. Throws MigrateError for none, for an
  /// ambiguous one (with what it could mean), and for `head` when there are several.
  const Script& resolve(std::string_view identifier) const;

  /// The moves of `upgrade IDENTIFIER`: a revision, `head`, `heads`, `+N`. Empty when the rows have
  /// it already. Throws MigrateError for a row that no script has.
  std::vector<Move> upgrade_path(const std::vector<std::string>& rows,
                                 std::string_view identifier) const;

  /// The moves of `downgrade IDENTIFIER`: a revision, `base`, `-N`.
  std::vector<Move> downgrade_path(const std::vector<std::string>& rows,
                                   std::string_view identifier) const;

 private:
  std::vector<Script> scripts_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_label_;
  std::vector<std::vector<std::size_t>> parents_;       // without dependencies
  std::vector<std::vector<std::size_t>> requirements_;  // parents and dependencies
  std::vector<std::vector<std::size_t>> children_;
  std::vector<std::size_t> order_;                      // requirements first
};

}  // namespace retort::migrate
