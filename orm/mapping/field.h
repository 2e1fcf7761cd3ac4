// detail::Field: where the value of a column lies in an entity, and how it is stored and read. Rows are
// written and read by walking arrays of fields, which are small and lie side by side.
//
//   read_field<CommonType::integer>(field, cell, entity);
//
// Values of the types that most columns have are moved here, without a call through the codec.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <retort/engine/cell.h>
#include <retort/orm/mapping/codec.h>

namespace retort::orm::detail {

struct Field {
  CommonType type = CommonType::none;
  std::size_t offset = 0;
  const Codec* codec = nullptr;

  const void* in(const void* entity) const {
    return static_cast<const std::byte*>(entity) + offset;
  }
  void* in(void* entity) const { return static_cast<std::byte*>(entity) + offset; }
  /// The value as what it is.
  template <class T>
  const T& as(const void* entity) const {
    return *static_cast<const T*>(in(entity));
  }
  template <class T>
  T& as(void* entity) const {
    return *static_cast<T*>(in(entity));
  }
};

/// Of a field of that type. Throws as Codec::read does.
template <CommonType type>
void read_field(const Field& field, const engine::Cell& cell, void* entity) {
  using engine::Storage;
  const auto set_text = [&](std::string& text) { text.assign(cell.data, cell.size); };
  if constexpr (type == CommonType::integer) {
    if (cell.storage == Storage::integer) {
      field.as<std::int64_t>(entity) = cell.integer;
      return;
    }
  } else if constexpr (type == CommonType::real) {
    if (cell.storage == Storage::real) {
      field.as<double>(entity) = cell.real;
      return;
    }
  } else if constexpr (type == CommonType::text) {
    if (cell.storage == Storage::text) return set_text(field.as<std::string>(entity));
  } else if constexpr (type == CommonType::optional_integer) {
    if (cell.storage == Storage::integer) {
      field.as<std::optional<std::int64_t>>(entity) = cell.integer;
      return;
    }
  } else if constexpr (type == CommonType::optional_real) {
    if (cell.storage == Storage::real) {
      field.as<std::optional<double>>(entity) = cell.real;
      return;
    }
  } else if constexpr (type == CommonType::optional_text) {
    if (cell.storage == Storage::text) {
      auto& text = field.as<std::optional<std::string>>(entity);
      return set_text(text ? *text : text.emplace());
    }
  }
  // NULL, and what is stored otherwise: SQLite holds any value in any column.
  field.codec->read(cell, field.in(entity));
}

}  // namespace retort::orm::detail
