// migrate::HistoryTable: who ran which revision when, kept in the database beside its version rows.
//
//   migrate::HistoryTable history("migrate_history");
//   for (const migrate::HistoryEntry& entry : history.entries(connection)) ...
//
// An entry is written in the transaction of its revision, so that a revision that is rolled back
// leaves none. It holds the text of the script: a database that is ahead of its code can still say
// what was done to it, and go back.
// The one entry that may be unfinished belongs to a revision with steps outside of a transaction;
// it says how far that one came.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

struct HistoryEntry {
  std::int64_t id = 0;
  std::string revision{};
  /// "upgrade" or "downgrade"; "stamp" and "unstamp" where only the version rows moved; "repair"
  /// where an edited script was accepted.
  std::string direction{};
  /// RFC 3339 in UTC; `finished` is empty while it runs.
  std::string started{};
  std::string finished{};
  /// The user and the machine: "ada@workstation".
  std::string who{};
  /// "retort 0.1.0".
  std::string tool{};
  std::string checksum{};
  std::string script{};
  /// The script's file name; its ending says how to read it.
  std::string file{};
  /// How many operations of its list are done.
  std::int64_t steps = 0;
  /// What `--tag` said.
  std::string tag{};
};

class HistoryTable {
 public:
  explicit HistoryTable(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }

  /// Oldest first; none where the table is missing.
  std::vector<HistoryEntry> entries(engine::Connection& connection) const;

  /// For each revision the last word on it, where that is not that it was undone. A database that
  /// came down from a squashed revision may have such words on the revisions inside of it.
  std::vector<HistoryEntry> applied(engine::Connection& connection) const;

  /// The checksum in that last word, by revision. Of thousands of them these cost little: the scripts'
  /// texts are not read.
  std::unordered_map<std::string, std::string> checksums(engine::Connection& connection) const;
  /// What a run left that stopped between two of its transactions.
  std::optional<HistoryEntry> unfinished(engine::Connection& connection) const;

  /// Makes the table where it is missing, in the caller's transaction.
  void ensure(engine::Connection& connection) const;

  /// Writes an entry, in the caller's transaction, where the table is there. `who` and `tool` are those of
  /// this program. Returns the id.
  std::int64_t add(engine::Connection& connection, const HistoryEntry& entry) const;
  /// Writes how far the unfinished entry is; `finished` may be empty.
  void update(engine::Connection& connection, std::int64_t steps,
              const std::string& finished) const;

  /// The statements that `add` and `update` send.
  Step creation(const engine::Dialect& dialect) const;
  Step addition(const engine::Dialect& dialect, const HistoryEntry& entry) const;
  Step ending(const engine::Dialect& dialect, std::int64_t steps,
              const std::string& finished) const;
  /// Takes an entry out, for a run that is given up.
  void remove(engine::Connection& connection, std::int64_t id) const;

 private:
  std::vector<HistoryEntry> select(engine::Connection& connection, std::string_view rest) const;

  std::string name_;
};

/// The revision that an entry keeps a copy of.
Revision revision_of(const HistoryEntry& entry);

/// A new entry that begins now, with the text of the script.
HistoryEntry begin_entry(const Revision& revision, std::string direction);
HistoryEntry begin_entry(const Move& move);

}  // namespace retort::migrate
