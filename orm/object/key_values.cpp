#include <retort/orm/object/key_values.h>

#include <algorithm>
#include <utility>

namespace retort::orm::detail {

KeyValues::KeyValues() = default;
KeyValues::KeyValues(const KeyValues& other) = default;
KeyValues& KeyValues::operator=(const KeyValues& other) = default;
KeyValues::~KeyValues() = default;

// What was moved from is empty.
KeyValues::KeyValues(KeyValues&& other) noexcept
    : size_(std::exchange(other.size_, 0)),
      only_(std::move(other.only_)),
      several_(std::move(other.several_)) {}

KeyValues& KeyValues::operator=(KeyValues&& other) noexcept {
  size_ = std::exchange(other.size_, 0);
  only_ = std::move(other.only_);
  several_ = std::move(other.several_);
  return *this;
}

KeyValues::KeyValues(std::initializer_list<engine::Value> values) {
  for (const auto& value : values) push_back(value);
}

void KeyValues::push_back(engine::Value value) {
  if (size_ == 0) {
    only_ = std::move(value);
  } else {
    if (size_ == 1) several_.push_back(std::move(only_));
    several_.push_back(std::move(value));
  }
  ++size_;
}

void KeyValues::clear() {
  size_ = 0;
  several_.clear();
}

bool operator==(const KeyValues& a, const KeyValues& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool operator<(const KeyValues& a, const KeyValues& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace retort::orm::detail
