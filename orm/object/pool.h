// detail::Pool: pieces of memory that come back in any order and are given out again, by size. The memory
// is an arena's, which has it back at its end.

#pragma once

#include <array>
#include <cstddef>

#include <retort/orm/object/arena.h>

namespace retort::orm::detail {

class Pool {
 public:
  explicit Pool(Arena& arena) : arena_(arena) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  static constexpr std::size_t largest = 1024;

  /// Of at most `largest` bytes; aligned as pointers are.
  void* allocate(std::size_t size);
  void release(void* piece, std::size_t size);
  /// What has come back stays with the arena, unused.
  void forget() { free_ = {}; }

 private:
  /// Sizes of one class differ by less than this.
  static constexpr std::size_t step = 32;
  static std::size_t class_of(std::size_t size) { return (size - 1) / step; }
  struct Free {
    Free* next;
  };

  Arena& arena_;
  std::array<Free*, largest / step> free_{};
};

}  // namespace retort::orm::detail
