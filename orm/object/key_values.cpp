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
    if (const auto* number = std::get_if<std::int64_t>(&value)) return assign(*number);
    only_ = std::move(value);
  } else {
    if (size_ == 1) several_.push_back(std::move(only_));
    several_.push_back(std::move(value));
  }
  ++size_;
}

bool operator==(const KeyValues& a, const KeyValues& b) {
  const auto* number = a.number();
  const auto* other = b.number();
  if (number && other) return *number == *other;
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool operator<(const KeyValues& a, const KeyValues& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace retort::orm::detail
