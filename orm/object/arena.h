// detail::Arena: memory for objects that live as long as each other. A piece costs the moving of a
// pointer, and all of them are given back together.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <retort/orm/object/large_block.h>

namespace retort::orm::detail {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size, std::size_t alignment) {
    void* const piece = place(size, alignment);
    return piece ? piece : allocate_in_next_block(size, alignment);
  }
  /// May be used again where nothing was allocated since.
  void give_back(void* piece, std::size_t size);
  /// Its pieces stay where they are, and are this one's from now on.
  void take_over(Arena& other);

 private:
  void* place(std::size_t size, std::size_t alignment) {
    const auto misaligned = reinterpret_cast<std::uintptr_t>(next_) & (alignment - 1);
    auto* const begin = next_ + (misaligned ? alignment - misaligned : 0);
    if (!next_ || begin > end_ || size > static_cast<std::size_t>(end_ - begin)) return nullptr;
    next_ = begin + size;
    return begin;
  }
  void* allocate_in_next_block(std::size_t size, std::size_t alignment);

  struct ReleaseLarge {
    void operator()(std::byte* block) const { release_large(block, large_block); }
  };

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::vector<std::unique_ptr<std::byte, ReleaseLarge>> large_blocks_;
  /// Of blocks_ together.
  std::size_t size_ = 0;
  /// What is left of the last block that was begun.
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
};

}  // namespace retort::orm::detail
