// Making the moves of one run, with the lock held.

#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <retort/engine/interruption.h>
#include <retort/migrate/detail/early_look.h>
#include <retort/migrate/detail/transaction_run.h>
#include <retort/migrate/runner.h>

namespace retort::migrate::detail {

class Run {
 public:
  /// With the revision that the database is at.
  using BackUp = std::function<std::filesystem::path(const std::string& revision)>;

  /// Reads the scripts of all moves: one with a mistake in it stops the run before it begins.
  /// `back_up` makes the copy that the options ask for, where they do.
  Run(engine::Connection& connection, const VersionTable& versions, const HistoryTable& history,
      std::vector<Move> moves, RunOptions options, BackUp back_up = {});

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
  void clear_online(const Move& made) const;
  std::variant<End, Envelope> run_group(std::size_t from, std::size_t to,
                                        const PlanOptions& planned);
  std::optional<Envelope> run_whole(const PlanOptions& planned);
  void look_early(std::size_t from, std::size_t to);
  void run_outside(const Execute& step);
  Losses losses() const;
  [[noreturn]] void throw_stopped() const;
  void require_wanted() const;
  void back_up(std::size_t first, std::size_t last);
  void require_room(engine::Connection& connection, const Plan& plan) const;

  engine::Connection& connection_;
  const VersionTable& versions_;
  const HistoryTable& history_;
  std::vector<Move> moves_;
  std::vector<Operations> operations_;
  const RunOptions options_;
  const BackUp back_up_;
  /// Where the copy is, once it was made.
  std::filesystem::path copy_;
  std::optional<engine::Interruption> interruption_;
  std::size_t next_ = 0;
  std::vector<Move> made_;
  /// The entry of the move that is being made, where its first transaction is committed.
  std::optional<HistoryEntry> open_entry_;
  std::string started_;
  /// Whether the history table is known to be there.
  bool has_history_ = false;
  /// At the rows that the next transaction begins with.
  EarlyLook early_look_;
};

}  // namespace retort::migrate::detail
