// Readers: how one part of a row is read. They depend on nothing but what it becomes, so that
// queries share them.

#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/handle.h>
#include <retort/orm/mapping/codec.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

template <class T>
struct WithoutDefaulted {
  using type = T;
};
template <class T>
struct WithoutDefaulted<Defaulted<T>> {
  using type = T;
};

/// What a value of type T is read as; NullToo where an outer join may have found nothing.
template <class T, bool NullToo, class Bare = typename WithoutDefaulted<T>::type>
using Read = std::conditional_t<NullToo && !is_nullable<Bare>, std::optional<Bare>, Bare>;

template <class T>
struct ValueReader {
  using Row = T;
  static Row read(Cursor& cursor, std::size_t position) {
    Row value{};
    cursor.read_value(position, codec_of<Row>().read, &value);
    return value;
  }
};

template <class EntityType>
struct HandleReader {
  using Row = Handle<EntityType>;
  static Row read(Cursor& cursor, std::size_t position) { return Row(cursor.shared(position)); }
};

template <class EntityType, bool NullToo>
struct PlainReader {
  using Row = std::conditional_t<NullToo, std::optional<EntityType>, EntityType>;
  static Row read(Cursor& cursor, std::size_t position) {
    if constexpr (NullToo) {
      if (cursor.is_missing(position)) return std::nullopt;
    }
    EntityType entity{};
    cursor.read_into(position, &entity);
    return entity;
  }
};

template <class First, class...>
struct FirstOfReaders {
  using type = First;
};
template <class... Readers>
using FirstReader = typename FirstOfReaders<Readers...>::type;

// A value that may be nothing, and one that may not, asked alike.
template <class T>
bool has_value(const T&) {
  return true;
}
template <class T>
bool has_value(const std::optional<T>& value) {
  return value.has_value();
}
template <class T>
T value_of(T&& value) {
  return std::forward<T>(value);
}
template <class T>
T value_of(std::optional<T>&& value) {
  return *std::move(value);
}

/// One item is a row by itself, several make a tuple.
template <class... Readers>
struct RowOf {
  using type = std::tuple<typename Readers::Row...>;
};
template <class Reader>
struct RowOf<Reader> {
  using type = typename Reader::Row;
};

/// A row is an entity that no session knows: it is read into the place where it is to be.
template <class Row, class... Readers>
inline constexpr bool read_in_place = false;
template <class EntityType>
inline constexpr bool read_in_place<EntityType, PlainReader<EntityType, false>> = true;

/// Rows of some type out of a cursor: what all(), one() and the rest are made of.
template <class Row, class... Readers>
struct RowReader {
  static Row read(Cursor& cursor) { return read(cursor, std::index_sequence_for<Readers...>()); }

  /// False at the end.
  static bool read_next(Cursor& cursor, Row& row) {
    if constexpr (read_in_place<Row, Readers...>) {
      return cursor.next_into(&row);
    } else {
      if (!cursor.next()) return false;
      row = read(cursor);
      return true;
    }
  }

  static std::vector<Row> read_all(Cursor cursor, std::size_t most) {
    std::vector<Row> found;
    while (found.size() < most) {
      if constexpr (read_in_place<Row, Readers...>) {
        if (cursor.next_into(&found.emplace_back())) continue;
        found.pop_back();
        break;
      } else {
        if (!cursor.next()) break;
        found.push_back(read(cursor));
      }
    }
    cursor.load_related();
    return found;
  }

 private:
  template <std::size_t... Positions>
  static Row read(Cursor& cursor, std::index_sequence<Positions...>) {
    // Braces, so that the items are read in their order.
    return Row{Readers::read(cursor, Positions)...};
  }
};

}  // namespace retort::orm::detail
