// Counting.

#include <utility>

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/listener.h>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif

namespace retort::orm::detail {

namespace {

/// While a program has one thread, counting needs none of the processor's locks.
bool is_single_threaded() {
#if __has_include(<sys/single_threaded.h>)
  return __libc_single_threaded;
#else
  return false;
#endif
}

void count_up(std::atomic<int>& count) {
  if (is_single_threaded()) {
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  } else {
    count.fetch_add(1, std::memory_order_relaxed);
  }
}

/// Whether it was the last.
bool count_down(std::atomic<int>& count) {
  if (is_single_threaded()) {
    const int left = count.load(std::memory_order_relaxed) - 1;
    count.store(left, std::memory_order_relaxed);
    return left == 0;
  }
  return count.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

void stop_watching(SharedBlock* block) {
  if (count_down(block->watchers)) block->free(block);
}

}  // namespace

namespace {

/// Of an object that lies elsewhere.
struct AdoptedBlock : SharedBlock {
  AdoptedBlock(void* adopted, void (*destroy_it)(void*))
      : SharedBlock(&destroy_adopted, &free_this), object(adopted), destroy_object(destroy_it) {}

  static void destroy_adopted(SharedBlock* block) {
    auto& adopted = *static_cast<AdoptedBlock*>(block);
    adopted.destroy_object(adopted.object);
  }
  static void free_this(SharedBlock* block) { delete static_cast<AdoptedBlock*>(block); }

  void* object;
  void (*destroy_object)(void*);
};

/// To make an AnyShared of a block.
struct Owner : AnyShared {
  Owner(void* object, SharedBlock* block) : AnyShared(object, block) {}
};

}  // namespace

AnyShared adopt(void* object, void (*destroy)(void*)) {
  return Owner(object, new AdoptedBlock(object, destroy));
}

void retain(SharedBlock* block) noexcept { count_up(block->owners); }

void release(SharedBlock* block) noexcept {
  if (!count_down(block->owners)) return;
  block->destroy(block);
  stop_watching(block);
}

AnyWeak::AnyWeak(const AnyShared& shared) noexcept
    : object_(shared.object()), block_(shared.block()) {
  if (block_) count_up(block_->watchers);
}

AnyWeak::AnyWeak(const AnyWeak& other) noexcept : object_(other.object_), block_(other.block_) {
  if (block_) count_up(block_->watchers);
}

AnyWeak& AnyWeak::operator=(AnyWeak other) noexcept {
  std::swap(object_, other.object_);
  std::swap(block_, other.block_);
  return *this;
}

AnyWeak::~AnyWeak() {
  if (block_) stop_watching(block_);
}

bool AnyWeak::expired() const {
  return !block_ || block_->owners.load(std::memory_order_acquire) == 0;
}

AnyShared AnyWeak::lock_any() const {
  if (!block_) return {};
  int owners = block_->owners.load(std::memory_order_relaxed);
  while (owners != 0 &&
         !block_->owners.compare_exchange_weak(owners, owners + 1, std::memory_order_acq_rel,
                                               std::memory_order_relaxed)) {
  }
  return owners == 0 ? AnyShared() : AnyShared(object_, block_);
}

}  // namespace retort::orm::detail
