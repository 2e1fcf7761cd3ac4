// Making the moves of one run, with the lock held.

#pragma once

#include <cstddef>
#include <vector>

#include <retort/migrate/detail/transaction_run.h>
#include <retort/migrate/runner.h>

namespace retort::migrate::detail {

class Run {
 public:
  /// Reads the scripts of all moves: one with a mistake in it stops the run before it begins.
  Run(engine::Connection& connection, const VersionTable& versions, const HistoryTable& history,
      std::vector<Move> moves, RunOptions options);

  /// Each revision in a transaction of its own. Returns how many were run.
  std::size_t one_by_one();
  /// All of them in one, which is rolled back for a dry run.
  std::size_t all_in_one();

 private:
  using Operations = std::vector<Operation>;

  template <class Function>
  void named(Function function) const;
  bool find_next();
  void find_unfinished();
  bool run_next();
  std::variant<End, Envelope> run_group(std::size_t from, std::size_t to, bool in_envelope);
  std::optional<Envelope> run_whole(bool in_envelope);
  void run_outside(const Execute& step);
  Losses losses() const;

  engine::Connection& connection_;
  const VersionTable& versions_;
  const HistoryTable& history_;
  std::vector<Move> moves_;
  std::vector<Operations> operations_;
  const RunOptions options_;
  std::size_t next_ = 0;
  std::vector<Move> made_;
  /// The entry of the move that is being made, where its first transaction is committed.
  std::optional<HistoryEntry> open_entry_;
  std::string started_;
};

}  // namespace retort::migrate::detail
