#include <retort/orm/object/large_block.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace retort::orm::detail {

#ifdef __linux__

// From the system, and not from malloc(), which cuts such a piece out of its heap once the program has given
// back a large one, and tidies all of that heap first.
void* allocate_large(std::size_t size) {
  const auto mapped = size + large_block;
  void* const begin =
      mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  // A large page lies at a multiple of its size; what is before it and behind goes back.
  auto* const first = static_cast<std::byte*>(begin);
  const auto over = reinterpret_cast<std::uintptr_t>(begin) % large_block;
  const auto before = over == 0 ? 0 : large_block - over;
  auto* const block = first + before;
  if (before > 0) munmap(first, before);
  munmap(block + size, mapped - before - size);
  // Where it is refused the pages are small.
  madvise(block, size, MADV_HUGEPAGE);
  return block;
}

void release_large(void* block, std::size_t size) noexcept { munmap(block, size); }

#else

void* allocate_large(std::size_t size) {
  return ::operator new (size, std::align_val_t{large_block});
}

void release_large(void* block, std::size_t) noexcept {
  ::operator delete (block, std::align_val_t{large_block});
}

#endif

}  // namespace retort::orm::detail
