// migrate::Progress: tells how far a long step of a run has come.
//
//   migrate::Progress progress([](const std::string& line) { std::cerr << '\r' << line << "\033[K"; });
//   progress.watch(options.lifecycle);
//   runner.upgrade("head", options);
//   // rebuild artists: copy the rows: 34 %, 340000 of 1000000 rows, 120000 a second, 6 s left
//
// Nothing is told of a step in its first second. Where rows are copied or an index is made of them, they
// are counted before, which reads the table's keys; so a program that shows nothing to anybody does not
// watch. Must outlive the
// run, on whose thread it calls the function. One run at a time.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <retort/engine/watch.h>
#include <retort/migrate/lifecycle.h>

namespace retort::migrate {

class Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  /// Shows a line in place of the one before; an empty one when the step has ended.
  using Show = std::function<void(const std::string&)>;

  explicit Progress(Show show, Clock clock = std::chrono::steady_clock::now);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Adds itself to what the lifecycle has for statements.
  void watch(Lifecycle& lifecycle);

 private:
  using Time = std::chrono::steady_clock::time_point;

  void begin(engine::Connection& connection, const Step& step);
  void end(const Step& step);
  void measure(engine::Connection& connection, const Step& step);
  void take_away();
  void tick(std::int64_t key);
  void tell(Time now);
  std::string line(Time now) const;

  Show show_;
  Clock clock_;
  std::optional<engine::Watch> watch_;
  std::string reason_;
  Time started_{};
  Time told_{};
  bool is_shown_ = false;
  /// Rows in all, and so far; nothing where they cannot be told.
  std::optional<double> total_;
  double done_ = 0;
  std::int64_t least_ = 0;
  std::int64_t largest_ = 0;
  /// Where no row is inserted meanwhile: the ticks in all, and so far.
  double ticks_ = 0;
  double ticked_ = 0;
};

}  // namespace retort::migrate
