// detail::KeyValues: the values of a key, in the order of its columns.
//
//   KeyValues key{std::int64_t{7}};
//   identities.find(mapper, key)
//
// Most keys are one value, which lies in the object itself: such a key costs no allocation, and a
// session has one for each of its objects.

#pragma once

#include <cstddef>
#include <initializer_list>
#include <vector>

#include <retort/engine/value.h>

namespace retort::orm::detail {

class KeyValues {
 public:
  // Compiled once, since programs that ask by key make many.
  KeyValues();
  KeyValues(const KeyValues& other);
  KeyValues(KeyValues&& other) noexcept;
  KeyValues& operator=(const KeyValues& other);
  KeyValues& operator=(KeyValues&& other) noexcept;
  ~KeyValues();
  KeyValues(std::initializer_list<engine::Value> values);

  void push_back(engine::Value value);
  /// A key of one whole number, which most are.
  void assign(std::int64_t number) {
    clear();
    size_ = 1;
    if (auto* before = std::get_if<std::int64_t>(&only_)) {
      *before = number;
    } else {
      only_ = number;
    }
  }
  /// Null for others.
  const std::int64_t* number() const {
    return size_ == 1 ? std::get_if<std::int64_t>(&only_) : nullptr;
  }
  void clear() {
    size_ = 0;
    several_.clear();
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const engine::Value* data() const { return size_ == 1 ? &only_ : several_.data(); }
  const engine::Value* begin() const { return data(); }
  const engine::Value* end() const { return data() + size_; }
  const engine::Value& operator[](std::size_t i) const { return data()[i]; }
  engine::Value& operator[](std::size_t i) { return size_ == 1 ? only_ : several_[i]; }
  const engine::Value& front() const { return *begin(); }
  const engine::Value& back() const { return *(end() - 1); }
  engine::Value& back() { return (*this)[size_ - 1]; }

 private:
  std::size_t size_ = 0;
  /// Of a key of one column.
  engine::Value only_;
  /// Of the others.
  std::vector<engine::Value> several_;
};

bool operator==(const KeyValues& a, const KeyValues& b);
/// In the order of the columns.
bool operator<(const KeyValues& a, const KeyValues& b);

}  // namespace retort::orm::detail
