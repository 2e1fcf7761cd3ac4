// migrate::OnlineOptions: rebuilding a table that is too large to lock.
//
//   runner.upgrade("head", {.online = migrate::OnlineOptions{}});
//
// What a rebuild copies is copied before the revision begins, in many short transactions, while other
// programs go on to write: triggers note which rows they touch, and those are copied again. Then the
// copy is compared with the table in the same way, and the revision only puts it in the table's place.
// The old rows are cleared away afterwards. A run that is stopped goes on where it was with the next
// `online`; one without clears the copy away.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace retort::migrate {

/// What one short transaction has done.
struct OnlineProgress {
  std::string table{};
  enum class Phase { copy, compare, clear } phase = Phase::copy;
  /// Rows of this phase so far.
  std::int64_t rows = 0;
  std::chrono::nanoseconds took{};
};

struct OnlineOptions {
  /// How long one transaction should hold the write lock. The number of rows follows from it.
  std::chrono::milliseconds longest_lock = std::chrono::milliseconds(50);
  /// Called between the transactions, with no lock held. Without it, the run sleeps as long as the
  /// transaction took, so that others have their turn. What it throws stops the run.
  std::function<void(const OnlineProgress&)> between{};
};

/// Calls it, or sleeps where it is empty.
void between(const std::function<void(const OnlineProgress&)>& told,
             const OnlineProgress& progress);

}  // namespace retort::migrate
