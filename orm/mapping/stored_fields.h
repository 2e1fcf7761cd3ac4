// detail::for_each_stored(): the stored forms of an entity's values.
//
//   for_each_stored(fields, entity, others, [&](std::size_t position, const engine::Cell& cell) { ... });
//
// Values of common types need none: a cell says them, and points at texts in the entity.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <retort/engine/cell.h>
#include <retort/orm/mapping/typed_fields.h>

namespace retort::orm::detail {

/// What a field of the type has, which is a number or NULL.
template <CommonType type>
engine::Cell number_in(const Field& field, const void* entity) {
  if constexpr (type == CommonType::integer) {
    return {.storage = engine::Storage::integer, .integer = field.as<std::int64_t>(entity)};
  } else if constexpr (type == CommonType::real) {
    return {.storage = engine::Storage::real, .real = field.as<double>(entity)};
  } else if constexpr (type == CommonType::optional_integer) {
    const auto& number = field.as<std::optional<std::int64_t>>(entity);
    return number ? engine::Cell{.storage = engine::Storage::integer, .integer = *number}
                  : engine::Cell{};
  } else {
    static_assert(type == CommonType::optional_real);
    const auto& number = field.as<std::optional<double>>(entity);
    return number ? engine::Cell{.storage = engine::Storage::real, .real = *number}
                  : engine::Cell{};
  }
}

template <CommonType type>
constexpr bool is_text = type == CommonType::text || type == CommonType::optional_text;

template <CommonType type>
engine::Cell text_in(const Field& field, const void* entity) {
  const auto cell = [](const std::string& text) {
    return engine::Cell{.storage = engine::Storage::text, .data = text.data(), .size = text.size()};
  };
  if constexpr (type == CommonType::text) {
    return cell(field.as<std::string>(entity));
  } else {
    const auto& text = field.as<std::optional<std::string>>(entity);
    return text ? cell(*text) : engine::Cell{};
  }
}

/// Calls visit(position, cell) for each field. `others` are those that Codec::store has made of the fields of
/// no common type, in their order.
template <class Visitor>
void for_each_stored(const TypedFields& fields, const void* entity, const engine::Cell* others,
                     Visitor visit) {
  fields.for_each([&]<CommonType type>(const TypedFields::Placed& each) {
    if constexpr (type == CommonType::none) {
      visit(each.position, *others++);
    } else if constexpr (is_text<type>) {
      visit(each.position, text_in<type>(each.field, entity));
    } else {
      visit(each.position, number_in<type>(each.field, entity));
    }
  });
}

}  // namespace retort::orm::detail
