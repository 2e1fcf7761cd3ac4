#include <retort/orm/object/arena.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace retort::orm::detail {

namespace {

/// The first block is for one object, since many stores have no more; then they double.
constexpr std::size_t largest_block = 64 * 1024;

}  // namespace

void* Arena::place(std::size_t size, std::size_t alignment) {
  void* place = next_;
  auto room = static_cast<std::size_t>(end_ - next_);
  if (!next_ || !std::align(alignment, size, place, room)) return nullptr;
  next_ = static_cast<std::byte*>(place) + size;
  return place;
}

void* Arena::allocate(std::size_t size, std::size_t alignment) {
  if (void* piece = place(size, alignment)) return piece;
  const bool aligned_anyway = alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  const auto least = size + (aligned_anyway ? 0 : alignment);
  const auto doubled = least << std::min<std::size_t>(blocks_.size(), 16);
  const auto block = std::max(least, std::min(doubled, largest_block));
  blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
  next_ = blocks_.back().get();
  end_ = next_ + block;
  return place(size, alignment);
}

void Arena::give_back(void* piece, std::size_t size) {
  auto* const begin = static_cast<std::byte*>(piece);
  if (begin + size == next_) next_ = begin;
}

void Arena::take_over(Arena& other) {
  std::ranges::move(other.blocks_, std::back_inserter(blocks_));
  other.blocks_.clear();
  other.next_ = other.end_ = nullptr;
}

}  // namespace retort::orm::detail
