// detail::EntityStorage: how entities of one type are made and unmade, which is all that compiled code
// has to be told of the type. The places are as large and aligned as it says.
//
// How one is copied or moved is told by the calls that need it, each for itself: most models of a program
// are never given to add() or insert() by one file, and a compiler would write these functions for all.

#pragma once

#include <cstddef>
#include <new>

namespace retort::orm::detail {

struct EntityStorage {
  std::size_t size;
  std::size_t alignment;
  /// With the defaults of its members.
  void (*construct)(void* place);
  void (*destroy)(void* entity);
};

using CopyEntity = void (*)(void* place, const void* from);
using MoveEntity = void (*)(void* place, void* from);

/// Memory for an entity. What is aligned as everything is comes by the shorter way.
inline void* allocate(std::size_t size, std::size_t alignment) {
  return alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__
             ? ::operator new(size)
             : ::operator new (size, std::align_val_t{alignment});
}
inline void release(void* memory, std::size_t alignment) {
  // Not as one expression with ?: of which clang 19 runs both branches.
  if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
    ::operator delete(memory);
  } else {
    ::operator delete (memory, std::align_val_t{alignment});
  }
}

// Functions rather than lambdas: for each of those a compiler makes a class, too.
template <class Entity>
void construct_entity(void* place) {
  ::new (place) Entity{};
}
template <class Entity>
void copy_entity(void* place, const void* from) {
  ::new (place) Entity(*static_cast<const Entity*>(from));
}
template <class Entity>
void move_entity(void* place, void* from) {
  ::new (place) Entity(static_cast<Entity&&>(*static_cast<Entity*>(from)));
}
template <class Entity>
void destroy_entity(void* entity) {
  static_cast<Entity*>(entity)->~Entity();
}

template <class Entity>
inline constexpr EntityStorage entity_storage = {.size = sizeof(Entity),
                                                 .alignment = alignof(Entity),
                                                 .construct = &construct_entity<Entity>,
                                                 .destroy = &destroy_entity<Entity>};

}  // namespace retort::orm::detail
