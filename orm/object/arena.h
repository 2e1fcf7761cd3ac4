// detail::Arena: memory for objects that live as long as each other. A piece costs the moving of a
// pointer, and all of them are given back together.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace retort::orm::detail {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size, std::size_t alignment);
  /// May be used again where nothing was allocated since.
  void give_back(void* piece, std::size_t size);
  /// Its pieces stay where they are, and are this one's from now on.
  void take_over(Arena& other);

 private:
  void* place(std::size_t size, std::size_t alignment);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  /// What is left of the last block that was begun.
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
};

}  // namespace retort::orm::detail
