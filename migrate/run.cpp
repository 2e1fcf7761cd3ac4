#include <algorithm>

#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/detail/outside.h>
#include <retort/migrate/detail/part_run.h>
#include <retort/migrate/detail/run.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

// What goes wrong says in which revision: the one that it has come to by then.
template <class Function>
void Run::named(Function function) const {
  try {
    function();
  } catch (...) {
    rethrow_named(moves_[next_]);
  }
}

Run::Run(engine::Connection& connection, const VersionTable& versions, const HistoryTable& history,
         std::vector<Move> moves, RunOptions options)
    : connection_(connection),
      versions_(versions),
      history_(history),
      moves_(std::move(moves)),
      options_(std::move(options)) {
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
  const std::vector<std::string> rows = versions_.rows(connection_);
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
  const bool may_lose =
      options_.allow_destructive || moves_[next_].direction == Direction::downgrade;
  return may_lose ? Losses::allowed : Losses::refused;
}

std::size_t Run::one_by_one() {
  if (!find_next()) return 0;
  named([&] { find_unfinished(); });
  const Lifecycle& lifecycle = options_.lifecycle;
  if (lifecycle.before_run) lifecycle.before_run(connection_, moves_);
  try {
    while (next_ < moves_.size()) {
      bool ran = false;
      named([&] { ran = run_next(); });
      if (!ran) break;
      made_.push_back(moves_[next_++]);
      if (lifecycle.committed) lifecycle.committed(made_.back());
    }
  } catch (...) {
    if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
    throw;
  }
  if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
  return made_.size();
}

// One revision: a transaction, or several where steps of it stand outside of one.
bool Run::run_next() {
  started_ = utc_text();
  std::size_t from = open_entry_ ? static_cast<std::size_t>(open_entry_->steps) : 0;
  while (true) {
    const Operations& operations = operations_[next_];
    const std::size_t to = next_outside(operations, from);
    const End end = run_in_transaction(
        connection_, [&](bool in_envelope) { return run_group(from, to, in_envelope); });
    if (end == End::roll_back) return false;
    if (to == operations.size()) break;
    run_outside(std::get<Execute>(operations[to]));
    from = to + 1;
  }
  open_entry_.reset();
  return true;
}

std::variant<End, Envelope> Run::run_group(std::size_t from, std::size_t to, bool in_envelope) {
  if (!find_next()) return End::roll_back;
  const Move& move = moves_[next_];
  const Operations& operations = operations_[next_];
  const Lifecycle& lifecycle = options_.lifecycle;
  if (from == 0 && lifecycle.before_revision) lifecycle.before_revision(connection_, move);
  Operations part;
  if (auto around = run_parts(connection_, group(operations, from, to, part), in_envelope, losses(),
                              &options_.functions, lifecycle.statements))
    return *around;
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
  entry.id = history_.add(connection_, entry);
  // Remembered only where there is more to do, since this transaction is the last one otherwise.
  if (!last) open_entry_ = std::move(entry);
  return End::commit;
}

// A step that is stopped in the middle, or killed before the next transaction notes it, runs again.
void Run::run_outside(const Execute& step) { connection_.execute_script(step.sql); }

std::size_t Run::all_in_one() {
  const Lifecycle& lifecycle = options_.lifecycle;
  if (!find_next()) return 0;
  named([&] { find_unfinished(); });
  if (lifecycle.before_run) lifecycle.before_run(connection_, moves_);
  const std::size_t first = next_;
  named([&] {
    run_in_transaction(connection_, [&](bool in_envelope) -> std::variant<End, Envelope> {
      next_ = first;
      made_.clear();
      if (!find_next()) return End::roll_back;
      for (; next_ < moves_.size(); ++next_) {
        if (auto around = run_whole(in_envelope)) return *around;
        made_.push_back(moves_[next_]);
      }
      next_ = moves_.size() - 1;  // COMMIT is the last one's
      return options_.dry_run ? End::roll_back : End::commit;
    });
  });
  for (const Move& move : made_)
    if (lifecycle.committed) lifecycle.committed(move);
  if (lifecycle.after_run) lifecycle.after_run(connection_, made_);
  return made_.size();
}

std::optional<Envelope> Run::run_whole(bool in_envelope) {
  started_ = utc_text();
  if (next_outside(operations_[next_], 0) < operations_[next_].size())
    throw MigrateError(
        "a step of it runs outside of a transaction, so it cannot be part of a larger one");
  const auto end = run_group(0, operations_[next_].size(), in_envelope);
  if (const auto* around = std::get_if<Envelope>(&end)) return *around;
  return std::nullopt;
}

}  // namespace retort::migrate::detail
