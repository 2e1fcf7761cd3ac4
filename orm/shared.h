// detail::Shared<T> and detail::Weak<T>: counted pointers, as std::shared_ptr and std::weak_ptr are, for
// what the public headers pass on.
//
//   Shared<Select> query = new_select();
//   Shared<const Select> kept = query;            // owned by both
//
// <memory> is the dearest of the standard headers, and each std::shared_ptr<T> costs a program's compiler
// again; all that these do is compiled once, and T may be incomplete. Compiled code makes the objects,
// with new_shared<T>() (detail/shared_block.h). The counts are safe between threads; a pointer by itself
// is for one thread at a time.

#pragma once

#include <cstddef>

namespace retort::orm::detail {

/// The counts of an object, with the object behind them.
struct SharedBlock;

void retain(SharedBlock* block) noexcept;
void release(SharedBlock* block) noexcept;

/// A counted pointer to an object of any type.
class AnyShared {
 public:
  constexpr AnyShared() = default;
  AnyShared(const AnyShared& other) noexcept : object_(other.object_), block_(other.block_) {
    if (block_) retain(block_);
  }
  AnyShared(AnyShared&& other) noexcept : object_(other.object_), block_(other.block_) {
    other.object_ = nullptr;
    other.block_ = nullptr;
  }
  AnyShared& operator=(const AnyShared& other) noexcept {
    AnyShared copy(other);
    swap(copy);
    return *this;
  }
  AnyShared& operator=(AnyShared&& other) noexcept {
    swap(other);
    other.reset();
    return *this;
  }
  ~AnyShared() {
    if (block_) release(block_);
  }

  void* object() const { return object_; }
  /// Null for an object that is not owned.
  SharedBlock* block() const { return block_; }
  explicit operator bool() const { return object_ != nullptr; }
  void reset() {
    AnyShared none;
    swap(none);
  }

  friend bool operator==(const AnyShared& a, const AnyShared& b) { return a.object_ == b.object_; }
  friend bool operator==(const AnyShared& a, std::nullptr_t) { return a.object_ == nullptr; }

 protected:
  friend class AnyWeak;

  /// Takes over one count of the block; null for an object that is not owned.
  AnyShared(const void* object, SharedBlock* block) noexcept
      : object_(const_cast<void*>(object)), block_(block) {}
  void swap(AnyShared& other) noexcept {
    void* const object = object_;
    SharedBlock* const block = block_;
    object_ = other.object_;
    block_ = other.block_;
    other.object_ = object;
    other.block_ = block;
  }

  void* object_ = nullptr;
  SharedBlock* block_ = nullptr;
};

template <class T>
class Shared : public AnyShared {
 public:
  constexpr Shared() = default;
  constexpr Shared(std::nullptr_t) {}
  template <class U>
  requires requires(U* from, T*& to) { to = from; }
  Shared(Shared<U> other) noexcept {
    T* const object = other.get();
    swap(other);
    object_ = const_cast<void*>(static_cast<const void*>(object));
  }
  /// For compiled code: takes over one count of the block, which may be null.
  Shared(T* object, SharedBlock* block) noexcept : AnyShared(object, block) {}
  /// Points at `object`, which lives as long as what `owner` owns.
  Shared(const AnyShared& owner, T* object) noexcept : AnyShared(owner) {
    object_ = const_cast<void*>(static_cast<const void*>(object));
  }

  T* get() const { return static_cast<T*>(object()); }
  T* operator->() const { return get(); }
  T& operator*() const { return *get(); }
};

/// Points at an object without keeping it.
class AnyWeak {
 public:
  constexpr AnyWeak() = default;
  AnyWeak(const AnyShared& shared) noexcept;
  AnyWeak(const AnyWeak& other) noexcept;
  AnyWeak(AnyWeak&& other) noexcept : object_(other.object_), block_(other.block_) {
    other.block_ = nullptr;
  }
  AnyWeak& operator=(AnyWeak other) noexcept;
  ~AnyWeak();

  /// Whether the object is gone, or there was none.
  bool expired() const;

 protected:
  /// Null where it is gone.
  AnyShared lock_any() const;

 private:
  void* object_ = nullptr;
  SharedBlock* block_ = nullptr;
};

template <class T>
class Weak : public AnyWeak {
 public:
  constexpr Weak() = default;
  Weak(const Shared<T>& shared) noexcept : AnyWeak(shared) {}

  /// Null where the object is gone.
  Shared<T> lock() const {
    const AnyShared locked = lock_any();
    return Shared<T>(locked, static_cast<T*>(locked.object()));
  }
};

}  // namespace retort::orm::detail
