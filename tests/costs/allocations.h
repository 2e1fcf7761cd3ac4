// How many pieces of memory the program has asked for. SQLite's own are not among them.

#pragma once

#include <cstdint>

namespace retort::test {

std::int64_t allocations();

/// By how many a call of `work` raises it.
template <class Work>
std::int64_t allocations_of(Work work) {
  const auto before = allocations();
  work();
  return allocations() - before;
}

}  // namespace retort::test
