#include <retort/migrate/progress.h>

#include <algorithm>

namespace retort::migrate {

namespace {

constexpr std::chrono::milliseconds patience(1000);
constexpr std::chrono::milliseconds pause(200);

std::string whole(double number) { return std::to_string(static_cast<std::int64_t>(number)); }

// One function after another, where there is another.
template <class Function>
Callback<engine::Connection&, const Step&> both(Callback<engine::Connection&, const Step&> first,
                                                Function second) {
  return [first = std::move(first), second](engine::Connection& connection, const Step& step) {
    if (first) first(connection, step);
    second(connection, step);
  };
}

}  // namespace

Progress::Progress(Show show, Clock clock) : show_(std::move(show)), clock_(std::move(clock)) {}

void Progress::watch(Lifecycle& lifecycle) {
  StatementHooks& hooks = lifecycle.statements;
  hooks.before = both(hooks.before, [this](engine::Connection& connection, const Step& step) {
    begin(connection, step);
  });
  hooks.after = both(hooks.after, [this](engine::Connection&, const Step& step) { end(step); });
}

void Progress::begin(engine::Connection& connection, const Step& step) {
  watch_.reset();
  // The rows of one insert are steps of their own, and one thing to a person.
  if (step.number > 1 && step.reason == reason_) return;
  reason_ = step.reason;
  total_.reset();
  done_ = ticks_ = ticked_ = 0;
  if (step.total > 1) total_ = static_cast<double>(step.total);
  if (!step.extent.empty()) measure(connection, step);
  started_ = told_ = clock_();
  if (step.total == 0) watch_.emplace(connection, [this](std::int64_t key) { tick(key); });
}

void Progress::measure(engine::Connection& connection, const Step& step) {
  const auto rows = connection.rows(step.extent);
  if (rows.empty() || rows[0].size() < 3) return;
  const auto number = [&](std::size_t column) {
    const auto* value = std::get_if<std::int64_t>(&rows[0][column]);
    return value == nullptr ? 0 : *value;
  };
  if (number(0) == 0) return;
  total_ = static_cast<double>(number(0));
  least_ = number(1);
  largest_ = number(2);
  if (rows[0].size() > 3) ticks_ = static_cast<double>(number(3));
}

void Progress::end(const Step& step) {
  if (step.total > 0) {
    done_ = static_cast<double>(step.number);
    tell(clock_());
    if (step.number < step.total) return;
  }
  watch_.reset();
  take_away();
}

// A step that fails has no end of its own.
Progress::~Progress() { take_away(); }

void Progress::take_away() {
  if (is_shown_) show_("");
  is_shown_ = false;
}

// Rows are copied in the order of their keys, so the key says how many there have been. Of an index only
// the work is known.
void Progress::tick(std::int64_t key) {
  if (total_ && ticks_ > 0)
    done_ = *total_ * std::min(++ticked_ / ticks_, 1.0);
  else if (total_ && key >= least_ && key <= largest_)
    done_ = *total_ * (static_cast<double>(key) - static_cast<double>(least_) + 1) /
            (static_cast<double>(largest_) - static_cast<double>(least_) + 1);
  tell(clock_());
}

void Progress::tell(Time now) {
  if (now - started_ < patience || now - told_ < pause) return;
  told_ = now;
  is_shown_ = true;
  show_(line(now));
}

std::string Progress::line(Time now) const {
  const double seconds = std::chrono::duration<double>(now - started_).count();
  if (!total_ || done_ <= 0) return reason_ + ": " + whole(seconds) + " s";
  const double rate = done_ / seconds;
  return reason_ + ": " + whole(100 * done_ / *total_) + " %, " + whole(done_) + " of " +
         whole(*total_) + " rows, " + whole(rate) + " a second, " +
         whole((*total_ - done_) / rate + 0.5) + " s left";
}

}  // namespace retort::migrate
