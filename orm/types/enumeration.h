// Enumerations by name, or by the values that are said to be valid.
//
//   enum class Colour { red, green, blue };
//   template <> struct retort::orm::StoredEnum<Colour>
//       : retort::orm::by_name<Colour::red, Colour::green, Colour::blue> {};
//
//   Column<As, "colour", Colour, checked> colour{};  // VARCHAR(5), CHECK ("colour" IN ('red', ...))
//
// by_name stores the enumerator's name, as SQLAlchemy does; texts<by_text<Colour::red, "R">, ...>
// stores texts of one's own; by_value stores the number. Values that are not listed are refused:
// writing and reading one throws ConversionError; `checked` (column_options.h) makes the database
// refuse them too. Without a StoredEnum an enumeration is stored as its number, whatever that is. The
// specialisation has to be seen before the model.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <retort/orm/fixed_string.h>
#include <retort/orm/sql_type.h>

namespace retort::orm {

namespace detail {

/// The name of an enumerator, cut out of what the compiler calls this very function:
/// `... [with auto Value = ns::Colour::red]` (g++), `[Value = ns::Colour::red]` (clang).
template <auto Value>
consteval std::string_view enumerator_name() {
  constexpr std::string_view function = __PRETTY_FUNCTION__;
  constexpr auto begin = function.find("Value = ") + 8;
  constexpr auto end = function.find_first_of(";]", begin);
  constexpr auto whole = function.substr(begin, end - begin);
  constexpr auto colon = whole.rfind(':');
  constexpr auto name = colon == std::string_view::npos ? whole : whole.substr(colon + 1);
  // A value without a name is written as a cast.
  static_assert(name.find(')') == std::string_view::npos,
                "retort: by_name<> is given a value that is no enumerator");
  return name;
}

/// `string(5)`, for the longest of some texts.
template <std::size_t Length>
struct StringWord {
  static constexpr auto text = [] {
    constexpr std::string_view begin = "string(";
    std::array<char, begin.size() + 21> word{};
    std::size_t size = 0;
    for (const char c : begin) word[size++] = c;
    char digits[20]{};
    std::size_t count = 0;
    for (auto rest = Length; rest > 0 || count == 0; rest /= 10)
      digits[count++] = static_cast<char>('0' + rest % 10);
    while (count > 0) word[size++] = digits[--count];
    word[size] = ')';
    return word;
  }();
  static constexpr std::string_view word{text.data()};
};

struct EnumText {
  std::int64_t value;
  std::string_view text;
};

// Search and refuse; `name` is that of the type of the values.
std::string enum_text(const EnumText* begin, std::size_t count, std::int64_t value);
std::int64_t enum_value(const EnumText* begin, std::size_t count, const std::string& text);
std::int64_t enum_listed(const EnumText* begin, std::size_t count, std::int64_t value);
/// `('red', 'blue')` and `(1, 2)`.
std::string enum_texts(const EnumText* begin, std::size_t count);
std::string enum_values(const EnumText* begin, std::size_t count);

template <class... Entries>
consteval std::size_t longest() {
  std::size_t length = 0;
  ((length = Entries::text.size() > length ? Entries::text.size() : length), ...);
  return length;
}

template <auto Value>
struct NamedEntry {
  static constexpr std::int64_t value = static_cast<std::int64_t>(Value);
  static constexpr std::string_view text = enumerator_name<Value>();
};

/// Stored as text.
template <class... Entries>
struct EnumByText {
  using Stored = std::string;
  static constexpr EnumText list[] = {{Entries::value, Entries::text}...};
  static constexpr std::string_view word = StringWord<longest<Entries...>()>::word;

  static std::string store(std::int64_t value) { return enum_text(list, std::size(list), value); }
  static std::int64_t load(const std::string& text) {
    return enum_value(list, std::size(list), text);
  }
  static std::string allowed() { return enum_texts(list, std::size(list)); }
};

}  // namespace detail

/// How an enumeration is stored: derive from by_name, by_value or texts.
template <class Enum>
struct StoredEnum;

template <auto... Values>
struct by_name : detail::EnumByText<detail::NamedEntry<Values>...> {};

/// One value and its text.
template <auto Value, FixedString Text>
struct by_text {
  static constexpr std::int64_t value = static_cast<std::int64_t>(Value);
  static constexpr std::string_view text = Text.view();
};
/// `texts<by_text<Colour::red, "R">, by_text<Colour::blue, "B">>`
template <class... Entries>
struct texts : detail::EnumByText<Entries...> {};

template <auto... Values>
struct by_value {
  using Stored = std::int64_t;
  static constexpr detail::EnumText list[] = {{static_cast<std::int64_t>(Values), {}}...};
  static constexpr std::string_view word = "int32";

  static std::int64_t store(std::int64_t value) {
    return detail::enum_listed(list, std::size(list), value);
  }
  static std::int64_t load(std::int64_t stored) { return store(stored); }
  static std::string allowed() { return detail::enum_values(list, std::size(list)); }
};

namespace detail {

template <class T>
concept ListedEnumeration = Enumeration<T> && requires {
  StoredEnum<T>::list;
};

}  // namespace detail

template <detail::ListedEnumeration T>
struct SqlType<T> {
  using Listed = StoredEnum<T>;
  using Stored = typename Listed::Stored;
  static constexpr std::string_view word = Listed::word;

  static Stored store(T value) { return Listed::store(static_cast<std::int64_t>(value)); }
  static T load(const Stored& stored) { return static_cast<T>(Listed::load(stored)); }
  /// For a CHECK: what the column may hold.
  static std::string allowed() { return " IN " + Listed::allowed(); }
};

}  // namespace retort::orm
