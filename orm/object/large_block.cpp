#include <retort/orm/object/large_block.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace retort::orm::detail {

void* allocate_large(std::size_t size) {
  void* const block = ::operator new (size, std::align_val_t{large_block});
#ifdef __linux__
  // Where it is refused the pages are small.
  static_cast<void>(madvise(block, size, MADV_HUGEPAGE));
#endif
  return block;
}

void release_large(void* block) noexcept {
  ::operator delete (block, std::align_val_t{large_block});
}

}  // namespace retort::orm::detail
