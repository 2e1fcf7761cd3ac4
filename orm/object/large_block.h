// detail::allocate_large(), LargeAllocator<T>: memory for what grows large, in large pages where the
// system has them.
//
// A page of 4 KiB costs a fault when it is first touched, one of 2 MiB as much for 512 times the memory: in
// a session with 100,000 objects that was a third of the time of loading them. Linux gives them to
// programs that ask (madvise); elsewhere this is memory like any other.

#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace retort::orm::detail {

inline constexpr std::size_t large_block = std::size_t{2} * 1024 * 1024;

/// Of a multiple of large_block. Throws std::bad_alloc.
void* allocate_large(std::size_t size);
/// Of that size.
void release_large(void* block, std::size_t size) noexcept;

/// For containers.
template <class T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) {}

  T* allocate(std::size_t count) {
    const auto size = count * sizeof(T);
    return static_cast<T*>(is_large(size) ? allocate_large(size) : ::operator new(size));
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    const auto size = count * sizeof(T);
    is_large(size) ? release_large(memory, size) : ::operator delete(memory);
  }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }

 private:
  static bool is_large(std::size_t size) { return size >= large_block && size % large_block == 0; }
};

}  // namespace retort::orm::detail
