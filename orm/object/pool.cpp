#include <retort/orm/object/pool.h>

#include <new>

namespace retort::orm::detail {

void* Pool::allocate(std::size_t size) {
  auto*& free = free_[class_of(size)];
  if (!free) return arena_.allocate((class_of(size) + 1) * step, alignof(Free));
  auto* const piece = free;
  free = piece->next;
  return piece;
}

void Pool::release(void* piece, std::size_t size) {
  auto*& free = free_[class_of(size)];
  free = ::new (piece) Free{free};
}

}  // namespace retort::orm::detail
