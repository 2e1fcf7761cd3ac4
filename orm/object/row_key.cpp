#include <retort/orm/object/row_key.h>

#include <utility>

#include <retort/orm/mapping/stored_row.h>

namespace retort::orm::detail {

RowKey::RowKey(RowKey&& other) noexcept : number_(0) { *this = std::move(other); }

RowKey& RowKey::operator=(RowKey&& other) noexcept {
  if (this == &other) return *this;
  clear();
  kind_ = std::exchange(other.kind_, Kind::none);
  if (kind_ == Kind::values) {
    values_ = other.values_;
  } else {
    number_ = other.number_;
  }
  return *this;
}

void RowKey::assign(KeyValues values) {
  if (const auto* number = values.number()) return assign(*number);
  clear();
  if (values.empty()) return;
  values_ = new KeyValues(std::move(values));
  kind_ = Kind::values;
}

void RowKey::clear() {
  if (kind_ == Kind::values) delete values_;
  kind_ = Kind::none;
}

KeyValues RowKey::values() const {
  switch (kind_) {
    case Kind::none: break;
    case Kind::number: return {engine::Value(number_)};
    case Kind::values: return *values_;
  }
  return {};
}

void RowKey::add_to(StoredRow& row) const {
  if (kind_ == Kind::number) return row.add(number_);
  if (kind_ == Kind::none) return;
  for (const auto& value : *values_) row.add(value);
}

bool operator==(const RowKey& a, const RowKey& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case RowKey::Kind::none: break;
    case RowKey::Kind::number: return a.number_ == b.number_;
    case RowKey::Kind::values: return *a.values_ == *b.values_;
  }
  return true;
}

bool operator<(const RowKey& a, const RowKey& b) {
  const auto* number = a.number();
  const auto* other = b.number();
  if (number && other) return *number < *other;
  return a.values() < b.values();
}

}  // namespace retort::orm::detail
