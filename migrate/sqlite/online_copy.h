// One table, copied into its new form while others write to it.
//
//   OnlineCopy copy(change, now, dialect);
//   copy.run(connection, options);           // many short transactions
//   copy.swap(triggers, statistics)          // the steps of the revision, quick
//
// Until the swap the database has: the copy, without foreign keys, so that it is in nobody's way; a log
// of the keys of rows that were touched, which triggers of the table write; and the state, one row that
// says how far the copy has come. Whatever is committed is right in itself, so a run that is stopped
// goes on from there.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/dialect.h>
#include <retort/migrate/online.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/online_key.h>
#include <retort/migrate/sqlite/online_names.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

class OnlineCopy {
 public:
  /// `change` and `dialect` must outlive it. Throws MigrateError where the table cannot be copied that way.
  OnlineCopy(const TableChange& change, const engine::Dialect& dialect);

  /// Whether there is any copy of the table.
  static bool is_begun(engine::Connection& connection, const std::string& table);

  /// Whether a copy for just this change has been begun.
  bool resumes(engine::Connection& connection) const;

  /// Begins, or goes on with what is there, until the copy is complete and compared. Throws
  /// DecisionNeeded for rows that do not fit the new form.
  void run(engine::Connection& connection, Losses losses, const OnlineOptions& options);

  /// Whether a complete copy for just this change is there.
  bool is_ready(engine::Connection& connection) const;

  /// The steps that put it in the table's place. `now` is the schema with the change made, and its
  /// triggers those that the table has.
  std::vector<Step> swap(const schema::Metadata& now,
                         const std::vector<std::string>& statistics) const;

 private:
  using Key = std::vector<engine::Value>;
  struct State {
    std::string phase{};
    std::int64_t rows = 0;
    /// The last key that is done; empty at the beginning.
    Key last{};
  };

  void require_possible() const;
  void find_texts();
  std::string identity() const;
  void begin(engine::Connection& connection) const;
  struct Capture {
    std::string event, sql;
  };
  std::vector<Capture> capture() const;

  State state(engine::Connection& connection) const;
  void note(engine::Connection& connection, const State& state) const;
  void advance(engine::Connection& connection, State& state, Losses losses, std::size_t rows) const;
  void advance_once(engine::Connection& connection, State& state, Losses losses,
                    std::size_t rows) const;
  Key bound(engine::Connection& connection, const Key& last, std::size_t rows) const;
  std::string range(const std::string& prefix, const State& state, bool bounded) const;
  void copy(engine::Connection& connection, const State& state, const Key& bound) const;
  void compare(engine::Connection& connection, const State& state, const Key& bound,
               Losses losses) const;
  std::vector<Step> replay(const std::string& copied) const;

  Step step(std::string sql, const std::string& why, Step::Kind kind = Step::Kind::run) const;
  std::string insert_from(const std::string& condition) const;

  const TableChange& change_;
  const engine::Dialect& dialect_;
  OnlineNames names_;
  OnlineKey key_;
  /// The table's text in the end, and the copy's until then.
  std::string final_text_, copy_text_;
};

}  // namespace retort::migrate::sqlite
