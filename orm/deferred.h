// Deferred<T>: the value of a column that is loaded when it is first used (deferred<> in
// column_options.h).
//
//   Column<As, "text", std::string, deferred<>> text{};
//
//   chapter->text.value().size()               // SELECT text ... WHERE id = ?, the first time
//   chapter->text = "...";                     // loads nothing
//   session.query(chapters).undefer(chapters)  // loads it with the rest
//   session.query(chapters).undefer(chapters.text)         // this one of them
//   session.query(chapters).raise_deferred(chapters)       // using it throws LazyLoadError
//
// In a new object it is a T as any other. Reading one that is not loaded throws DetachedError where
// the object's session is gone, and in a copy of an entity. For the thread of the object's session.

#pragma once

#include <concepts>
#include <utility>

namespace retort::orm {

namespace detail {

class Instance;
/// Loads the member, and the others of its group. `owner` may be null, and then it throws.
void load_deferred(Instance* owner, const void* member);

struct DeferredAccess;

}  // namespace detail

template <class T>
class Deferred {
 public:
  Deferred() = default;
  template <class U>
  requires std::convertible_to<U, T> Deferred(U&& value) : value_(std::forward<U>(value)) {}
  /// A copy is no object's.
  Deferred(const Deferred& other) : value_(other.value_), loaded_(other.loaded_) {}
  Deferred(Deferred&& other) noexcept : value_(std::move(other.value_)), loaded_(other.loaded_) {}
  Deferred& operator=(const Deferred& other) {
    value_ = other.value_;
    loaded_ = other.loaded_;
    return *this;
  }
  Deferred& operator=(Deferred&& other) noexcept {
    value_ = std::move(other.value_);
    loaded_ = other.loaded_;
    return *this;
  }
  ~Deferred() = default;

  bool is_loaded() const { return loaded_; }
  const T& value() const {
    if (!loaded_) detail::load_deferred(owner_, this);
    return value_;
  }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }
  operator const T&() const { return value(); }

  template <class U>
  requires std::convertible_to<const U&, T>
  friend bool operator==(const Deferred& a, const U& b) { return a.value() == b; }

 private:
  friend struct detail::DeferredAccess;

  T value_{};
  bool loaded_ = true;
  detail::Instance* owner_ = nullptr;
};

namespace detail {

template <class Member>
inline constexpr bool is_deferred = false;
template <class T>
inline constexpr bool is_deferred<Deferred<T>> = true;

/// For the library, which reads and forgets it.
struct DeferredAccess {
  template <class T>
  static T& value(Deferred<T>& deferred) {
    return deferred.value_;
  }
  template <class T>
  static const T& value(const Deferred<T>& deferred) {
    return deferred.value_;
  }
  template <class T>
  static void attach(void* member, Instance* owner) {
    static_cast<Deferred<T>*>(member)->owner_ = owner;
  }
  template <class T>
  static void set_loaded(void* member, bool loaded) {
    auto& deferred = *static_cast<Deferred<T>*>(member);
    if (!loaded) deferred.value_ = T{};
    deferred.loaded_ = loaded;
  }
};

/// The same for compiled code.
struct DeferredMember {
  void (*attach)(void* member, Instance* owner);
  void (*set_loaded)(void* member, bool loaded);
};
template <class T>
inline constexpr DeferredMember deferred_member{&DeferredAccess::attach<T>,
                                                &DeferredAccess::set_loaded<T>};

}  // namespace detail
}  // namespace retort::orm
