// detail::RowKey: the primary key of an object's row. Each object has one, so that it takes 16 bytes:
// most keys are a whole number, and others lie elsewhere.

#pragma once

#include <cstddef>
#include <cstdint>

#include <retort/orm/object/key_values.h>

namespace retort::orm::detail {

class StoredRow;

class RowKey {
 public:
  /// Of no row.
  RowKey() : number_(0) {}
  RowKey(RowKey&& other) noexcept;
  RowKey& operator=(RowKey&& other) noexcept;
  ~RowKey() {
    if (kind_ == Kind::values) delete values_;
  }

  void assign(std::int64_t number) {
    clear();
    kind_ = Kind::number;
    number_ = number;
  }
  void assign(KeyValues values);
  void clear();

  bool empty() const { return kind_ == Kind::none; }
  /// Null for others.
  const std::int64_t* number() const { return kind_ == Kind::number ? &number_ : nullptr; }
  KeyValues values() const;
  /// Adds them to a row, which may point at them.
  void add_to(StoredRow& row) const;

  /// In the order of the columns.
  friend bool operator<(const RowKey& a, const RowKey& b);
  friend bool operator==(const RowKey& a, const RowKey& b);
  friend bool operator==(const RowKey& a, const KeyValues& b) {
    const auto* number = b.number();
    if (a.kind_ == Kind::number) return number && *number == a.number_;
    return a.kind_ == Kind::values ? *a.values_ == b : b.empty();
  }

 private:
  enum class Kind : std::uint8_t { none, number, values };
  union {
    std::int64_t number_;
    const KeyValues* values_;
  };
  Kind kind_ = Kind::none;
};

}  // namespace retort::orm::detail
