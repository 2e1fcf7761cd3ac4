#include <retort/orm/object/arena.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace retort::orm::detail {

namespace {

/// The first block is for one object, since many stores have no more; then they double.
constexpr std::size_t largest_of_the_small = 64 * 1024;
/// From so much on, blocks are large: what may be left of one is little beside that.
constexpr std::size_t small_in_all = std::size_t{4} * 1024 * 1024;

}  // namespace

void* Arena::allocate_in_next_block(std::size_t size, std::size_t alignment) {
  const bool aligned_anyway = alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  const auto least = size + (aligned_anyway ? 0 : alignment);
  if (size_ >= small_in_all && least <= large_block) {
    large_blocks_.reserve(large_blocks_.size() + 1);
    next_ = static_cast<std::byte*>(allocate_large(large_block));
    large_blocks_.emplace_back(next_);
    end_ = next_ + large_block;
  } else {
    const auto doubled = least << std::min<std::size_t>(blocks_.size(), 16);
    const auto block = std::max(least, std::min(doubled, largest_of_the_small));
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
    size_ += block;
    next_ = blocks_.back().get();
    end_ = next_ + block;
  }
  return place(size, alignment);
}

void Arena::give_back(void* piece, std::size_t size) {
  auto* const begin = static_cast<std::byte*>(piece);
  if (begin + size == next_) next_ = begin;
}

void Arena::take_over(Arena& other) {
  std::ranges::move(other.blocks_, std::back_inserter(blocks_));
  std::ranges::move(other.large_blocks_, std::back_inserter(large_blocks_));
  size_ += std::exchange(other.size_, 0);
  other.blocks_.clear();
  other.large_blocks_.clear();
  other.next_ = other.end_ = nullptr;
}

}  // namespace retort::orm::detail
