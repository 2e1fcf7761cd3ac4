// detail::new_shared<T>(): the objects that Shared and Weak (shared.h) point at, each in one piece of memory
// with its counts.
//
//   auto copy = new_shared<Select>(*select);

#pragma once

#include <atomic>
#include <memory>
#include <type_traits>
#include <utility>

#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct SharedBlock {
  explicit SharedBlock(void (*destroy_object)(SharedBlock*), void (*free_block)(SharedBlock*))
      : destroy(destroy_object), free(free_block) {}

  std::atomic<int> owners = 1;
  /// Those that watch, and one for all owners together.
  std::atomic<int> watchers = 1;
  void (*destroy)(SharedBlock*);
  void (*free)(SharedBlock*);
};

template <class T>
struct BlockOf : SharedBlock {
  template <class... Arguments>
  explicit BlockOf(Arguments&&... arguments) : SharedBlock(&destroy_in, &free_this) {
    std::construct_at(&object, std::forward<Arguments>(arguments)...);
  }
  // The object is gone before.
  ~BlockOf() {}

  static void destroy_in(SharedBlock* block) {
    std::destroy_at(&static_cast<BlockOf*>(block)->object);
  }
  static void free_this(SharedBlock* block) { delete static_cast<BlockOf*>(block); }

  union {
    T object;
  };
};

template <class T, class... Arguments>
Shared<T> new_shared(Arguments&&... arguments) {
  auto* block = new BlockOf<std::remove_const_t<T>>(std::forward<Arguments>(arguments)...);
  return {&block->object, block};
}

}  // namespace retort::orm::detail
