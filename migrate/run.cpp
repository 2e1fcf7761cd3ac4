#include <algorithm>

#include <retort/engine/transaction.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/detail/outside.h>
#include <retort/migrate/detail/part_run.h>
#include <retort/migrate/detail/room.h>
#include <retort/migrate/detail/run.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

// What goes wrong says in which revision: the one that it has come to by then.
template <class Function>
void Run::named(Function function) const {
  try {
    function();
  } catch (const engine::Interrupted&) {
    throw_stopped();
  } catch (const Stopped&) {
    throw_stopped();
  } catch (...) {
    rethrow_named(moves_[next_],
                  copy_.empty() ? "" : "the database as it was is in " + copy_.string());
  }
}

namespace {

// Looked at between statements, too: a short one never comes to look by itself.
RunOptions watching(RunOptions options) {
  if (options.stop == nullptr) return options;
  if (options.online)
    options.online->between = [stop = options.stop, told = std::move(options.online->between)](
                                  const OnlineProgress& progress) {
      if (stop->load()) throw Stopped("");
      between(told, progress);
    };
  auto& before = options.lifecycle.statements.before;
  before = [stop = options.stop, told = std::move(before)](engine::Connection& connection,
                                                           const Step& step) {
    if (stop->load()) throw Stopped("");
    if (told) told(connection, step);
  };
  return options;
}

}  // namespace

Run::Run(engine::Connection& connection, const VersionTable& versions, const HistoryTable& history,
         std::vector<Move> moves, RunOptions options, BackUp back_up)
    : connection_(connection),
      versions_(versions),
      history_(history),
      moves_(std::move(moves)),
      options_(watching(std::move(options))),
      back_up_(std::move(back_up)) {
  if (options_.stop != nullptr) interruption_.emplace(connection_, *options_.stop);
  for (next_ = 0; next_ < moves_.size(); ++next_) {
    std::ranges::sort(moves_[next_].rows_before);
    std::ranges::sort(moves_[next_].rows_after);
    Operations operations = operations_of(moves_[next_]);
    named([&] {
      check(connection_, operations);
      require_functions(operations, options_.functions);
    });
    operations_.push_back(std::move(operations));
  }
  next_ = 0;
}

// Goes on to the move that fits the rows as they are; another runner may have made some of them since
// they were planned. False where none is left.
bool Run::find_next() {
  const bool has_table = !moves_[next_].rows_before.empty();
  const std::vector<std::string> rows =
      has_table ? versions_.rows_of_existing(connection_) : versions_.rows(connection_);
  for (std::size_t i = next_; i < moves_.size(); ++i) {
    if (moves_[i].rows_before != rows) continue;
    next_ = i;
    return true;
  }
  if (moves_.back().rows_after == rows) return false;
  throw MigrateError(
      "another process moved the database somewhere else while this one waited; run the command "
      "again");
}

// What a run left that was stopped between two transactions of one revision has to be ended first.
void Run::find_unfinished() {
  open_entry_ = history_.unfinished(connection_);
  if (!open_entry_) return;
  const HistoryEntry here = begin_entry(moves_[next_]);
  const std::string what = "the " + open_entry_->direction + " of revision " +
                           open_entry_->revision + " was stopped behind step " +
                           std::to_string(open_entry_->steps) + " of its script";
  if (open_entry_->revision != here.revision || open_entry_->direction != here.direction)
    throw MigrateError(what + "; `" + open_entry_->direction + " " + open_entry_->revision +
                       "` has to end it before anything else is run");
  if (open_entry_->checksum != here.checksum)
    throw MigrateError(what +
                       ", and the script was edited since, so the rest of it cannot be told; "
                       "put the script back as it was");
}

Losses Run::losses() const {
  return may_lose(moves_[next_], options_.allow_destructive) ? Losses::allowed : Losses::refused;
}

void Run::throw_stopped() const {
  const Move& move = moves_[next_];
  const bool up = move.direction == Direction::upgrade;
  std::string text = std::string("stopped: the ") + (up ? "upgrade to " : "downgrade of ") +
                     move.revision->revision;
  if (open_entry_)
    text += " is done up to step " + std::to_string(open_entry_->steps) +
            " of its script, and the same command goes on there";
  else
    text += " was rolled back";
  std::string stay;
  if (!options_.one_transaction && !options_.dry_run)
    for (const Move& made : made_) stay += (stay.empty() ? "" : ", ") + made.revision->revision;
  if (!stay.empty())
    text += "; what was done before it stays: " + stay;
  else if (!open_entry_)
    text += "; nothing was changed";
  throw Stopped(text);
}

void Run::require_wanted() const {
  if (options_.stop != nullptr && options_.stop->load()) throw_stopped();
}

// Nothing is changed yet, and the write lock is held, but for an online copy, which is not to lock: the copy
// is what the revisions begin with. Those that only add are undone without one.
void Run::back_up(std::size_t first, std::size_t last) {
  if (!back_up_ || !copy_.empty()) return;
  const bool only_adds =
      std::all_of(operations_.begin() + static_cast<std::ptrdiff_t>(first),
                  operations_.begin() + static_cast<std::ptrdiff_t>(last),
                  [](const Operations& operations) { return adds_only(operations); });
  if (only_adds) return;
  std::string at;
  for (const std::string& row : moves_[next_].rows_before) at += (at.empty() ? "" : "+") + row;
  copy_ = back_up_(at.empty() ? "base" : at);
}

void Run::require_room(engine::Connection& connection, const Plan& plan) const {
  if (options_.space_check) detail::require_room(connection, plan, options_.free_space);
}

std::size_t Run::one_by_one() {
  bool is_online_left = false;
  {
    // One look at the database, rolled back since it changes nothing: each reading by itself would lock the file
    // and search for a journal.
    engine::Transaction reading(connection_);
    if (!find_next()) return 0;
    named([&] { find_unfinished(); });
    is_online_left = planner_of(connection_).is_online_left(connection_);
  }
  const Lifecycle& lifecycle = options_.lifecycle;
  if (lifecycle.before_run) lifecycle.before_run(connection_, moves_);
  // A run without it has no use for what one with it may have left.
  if (!options_.online && is_online_left) planner_of(connection_).clear_online(connection_, {});
  try {
    while (next_ < moves_.size()) {
      require_wanted();
      bool ran = false;
      named([&] { ran = run_next(); });
      if (!ran) break;
      made_.push_back(moves_[next_++]);
      if (lifecycle.committed) lifecycle.committed(made_.back());
      if (options_.online) clear_online(made_.back());
    }
  } catch (...) {
    if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
    throw;
  }
  if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
  return made_.size();
}

// The revision is committed: what goes wrong from here on undoes nothing.
void Run::clear_online(const Move& made) const {
  const auto stopped = [&] {
    throw Stopped("stopped while the old rows of what was rebuilt online were deleted; revision " +
                  made.revision->revision +
                  " is done, and the next run with --online deletes the rest");
  };
  try {
    planner_of(connection_).clear_online(connection_, *options_.online);
  } catch (const engine::Interrupted&) {
    stopped();
  } catch (const Stopped&) {
    stopped();
  }
}

// One revision: a transaction, or several where steps of it stand outside of one.
bool Run::run_next() {
  started_ = utc_text();
  if (options_.online && !open_entry_) {
    back_up(next_, next_ + 1);
    planner_of(connection_)
        .prepare_online(connection_, operations_[next_], losses(), *options_.online);
  }
  std::size_t from = open_entry_ ? static_cast<std::size_t>(open_entry_->steps) : 0;
  while (true) {
    const Operations& operations = operations_[next_];
    const std::size_t to = next_outside(operations, from);
    if (!options_.online) look_early(from, to);
    const End end = run_in_transaction(
        connection_, [&](const PlanOptions& planned) { return run_group(from, to, planned); });
    if (end == End::roll_back) return false;
    if (to == operations.size()) break;
    run_outside(std::get<Execute>(operations[to]));
    from = to + 1;
  }
  open_entry_.reset();
  return true;
}

// In a transaction of the caller's there is nothing to be had from it.
void Run::look_early(std::size_t from, std::size_t to) {
  early_look_ = {};
  if (connection_.in_transaction()) return;
  Operations part;
  early_look_ = EarlyLook(connection_, group(operations_[next_], from, to, part), losses(),
                          options_.lifecycle.statements, !options_.lifecycle.before_revision);
}

std::variant<End, Envelope> Run::run_group(std::size_t from, std::size_t to,
                                           const PlanOptions& planned) {
  // What an earlier try made was rolled back with it.
  if (made_.empty()) has_history_ = false;
  if (!find_next()) return End::roll_back;
  const Move& move = moves_[next_];
  const Operations& operations = operations_[next_];
  const Lifecycle& lifecycle = options_.lifecycle;
  if (!options_.one_transaction && !options_.dry_run) back_up(next_, next_ + 1);
  if (from == 0 && lifecycle.before_revision) lifecycle.before_revision(connection_, move);
  Operations part;
  PlanOptions plan_options = planned;
  plan_options.online = options_.online.has_value();
  bool is_first = true;
  if (auto around = run_parts(connection_, group(operations, from, to, part), plan_options,
                              losses(), &options_.functions, lifecycle.statements,
                              [&](engine::Connection& connection, Plan& plan) {
                                if (is_first) early_look_.leave_out_of(plan, connection);
                                is_first = false;
                                require_room(connection, plan);
                              }))
    return *around;
  early_look_ = {};
  const bool last = to == operations.size();
  if (last) {
    versions_.move(connection_, move.rows_before, move.rows_after);
    if (lifecycle.after_revision) lifecycle.after_revision(connection_, move);
  }
  const std::string finished = last ? utc_text() : "";
  const auto steps = static_cast<std::int64_t>(to);
  if (open_entry_) {
    history_.update(connection_, steps, finished);
    return End::commit;
  }
  HistoryEntry entry = begin_entry(move);
  entry.started = started_;
  entry.finished = finished;
  entry.steps = steps;
  entry.tag = options_.context.tag;
  if (!has_history_) history_.ensure(connection_);
  has_history_ = true;
  entry.id = history_.add(connection_, entry);
  // Remembered only where there is more to do, since this transaction is the last one otherwise.
  if (!last) open_entry_ = std::move(entry);
  return End::commit;
}

// A step that is stopped in the middle, or killed before the next transaction notes it, runs again.
void Run::run_outside(const Execute& step) { connection_.execute_script(step.sql); }

std::size_t Run::all_in_one() {
  if (options_.online)
    throw MigrateError(
        "online copies are made in transactions of their own, which neither a dry run nor one "
        "transaction for all revisions can have");
  const Lifecycle& lifecycle = options_.lifecycle;
  if (!find_next()) return 0;
  named([&] { find_unfinished(); });
  const bool is_callers = connection_.in_transaction();
  if (lifecycle.before_run) lifecycle.before_run(connection_, moves_);
  const std::size_t first = next_;
  named([&] {
    look_early(0, next_outside(operations_[next_], 0));
    run_in_transaction(connection_, [&](const PlanOptions& planned) -> std::variant<End, Envelope> {
      next_ = first;
      made_.clear();
      if (!find_next()) return End::roll_back;
      if (!options_.dry_run) back_up(next_, moves_.size());
      for (; next_ < moves_.size(); ++next_) {
        if (auto around = run_whole(planned)) return *around;
        made_.push_back(moves_[next_]);
      }
      next_ = moves_.size() - 1;  // COMMIT is the last one's
      return options_.dry_run ? End::roll_back : End::commit;
    });
  });
  if (lifecycle.committed && !is_callers)
    for (const Move& move : made_) lifecycle.committed(move);
  if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
  return made_.size();
}

std::optional<Envelope> Run::run_whole(const PlanOptions& planned) {
  started_ = utc_text();
  if (next_outside(operations_[next_], 0) < operations_[next_].size())
    throw MigrateError(
        "a step of it runs outside of a transaction, so it cannot be part of a larger one");
  const auto end = run_group(0, operations_[next_].size(), planned);
  if (const auto* around = std::get_if<Envelope>(&end)) return *around;
  return std::nullopt;
}

}  // namespace retort::migrate::detail
