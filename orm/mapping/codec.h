// detail::Codec: what compiled code has to know about the C++ type of a column, as function
// pointers. There is one for each type, not for each column, so that a further model costs the
// compiler little.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <retort/engine/cell.h>
#include <retort/engine/value.h>
#include <retort/orm/computed.h>
#include <retort/orm/defaulted.h>
#include <retort/orm/deferred.h>
#include <retort/orm/sql_type.h>

namespace retort::orm::detail {

class StoredRow;

/// As what a value is handed to the database; `any` where that depends on the value.
enum class Form { integer, real, text, blob, any };

/// Types that most columns have: of these compiled code knows all (mapping/field.h).
enum class CommonType : std::uint8_t {
  none,
  integer,
  real,
  text,
  optional_integer,
  optional_real,
  optional_text,
};
inline constexpr std::size_t common_types = 7;
template <class T>
inline constexpr CommonType common_type = CommonType::none;
template <>
inline constexpr CommonType common_type<std::int64_t> = CommonType::integer;
template <>
inline constexpr CommonType common_type<double> = CommonType::real;
template <>
inline constexpr CommonType common_type<std::string> = CommonType::text;
template <>
inline constexpr CommonType common_type<std::optional<std::int64_t>> = CommonType::optional_integer;
template <>
inline constexpr CommonType common_type<std::optional<double>> = CommonType::optional_real;
template <>
inline constexpr CommonType common_type<std::optional<std::string>> = CommonType::optional_text;

struct Codec {
  /// The portable type word (schema/type.h).
  std::string_view word;
  Form form;
  bool nullable;
  /// is_set() is true of every value.
  bool always_set;
  CommonType common;
  /// Throws ConversionError for what the database has no form of.
  void (*store)(StoredRow& row, const void* value);
  void (*read)(const engine::Cell& cell, void* value);
  engine::Value (*get)(const void* value);
  /// Throws ConversionError where the value does not fit.
  void (*set)(void* value, const engine::Value& from);
  /// False for a Defaulted that the database is to fill in.
  bool (*is_set)(const void* value);
};

template <class Stored>
inline constexpr Form form_of = Form::any;
template <>
inline constexpr Form form_of<std::int64_t> = Form::integer;
template <>
inline constexpr Form form_of<double> = Form::real;
template <>
inline constexpr Form form_of<std::string> = Form::text;
template <>
inline constexpr Form form_of<engine::Blob> = Form::blob;

// Adds a stored form to the row; an lvalue has to live as long as the row is used (mapping/stored_row.h).
void add_stored(StoredRow& row, std::int64_t number);
void add_stored(StoredRow& row, double number);
void add_stored(StoredRow& row, const std::string& text);
void add_stored(StoredRow& row, std::string&& text);
void add_stored(StoredRow& row, const engine::Blob& blob);
void add_stored(StoredRow& row, engine::Blob&& blob);
void add_any(StoredRow& row, engine::Value value);
void add_null(StoredRow& row);

// Readers of the stored forms; they convert between numbers as the database does, and throw
// ConversionError for everything else. A Value is read as whatever it is.
void read_stored(const engine::Cell& cell, std::int64_t& value);
void read_stored(const engine::Cell& cell, double& value);
void read_stored(const engine::Cell& cell, std::string& value);
void read_stored(const engine::Cell& cell, engine::Blob& value);
void read_stored(const engine::Cell& cell, engine::Value& value);
void take_stored(const engine::Value& from, std::int64_t& value);
void take_stored(const engine::Value& from, double& value);
void take_stored(const engine::Value& from, std::string& value);
void take_stored(const engine::Value& from, engine::Blob& value);
void take_stored(const engine::Value& from, engine::Value& value);

/// How values of type T are moved; what is not here (optional, Defaulted) builds on it.
template <class T>
struct Conversion {
  using Stored = typename SqlType<T>::Stored;
  static constexpr std::string_view word = SqlType<T>::word;
  static constexpr Form form = form_of<Stored>;
  static constexpr bool nullable = false;

  static void store(StoredRow& row, const T& value) {
    if constexpr (form == Form::any) {
      add_any(row, SqlType<T>::store(value));
    } else {
      add_stored(row, SqlType<T>::store(value));
    }
  }
  static void read(const engine::Cell& cell, T& value) {
    if constexpr (std::same_as<T, Stored>) {
      read_stored(cell, value);
    } else {
      Stored stored{};
      read_stored(cell, stored);
      value = SqlType<T>::load(stored);
    }
  }
  static engine::Value get(const T& value) { return engine::Value(SqlType<T>::store(value)); }
  static void set(T& value, const engine::Value& from) {
    Stored stored{};
    take_stored(from, stored);
    value = SqlType<T>::load(stored);
  }
  static bool is_set(const T&) { return true; }
};

template <class T>
struct Conversion<std::optional<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = true;

  static void store(StoredRow& row, const std::optional<T>& value) {
    value ? Conversion<T>::store(row, *value) : add_null(row);
  }
  static void read(const engine::Cell& cell, std::optional<T>& value) {
    if (cell.storage == engine::Storage::null) return value.reset();
    Conversion<T>::read(cell, value ? *value : value.emplace());
  }
  static engine::Value get(const std::optional<T>& value) {
    return value ? Conversion<T>::get(*value) : engine::Value{};
  }
  static void set(std::optional<T>& value, const engine::Value& from) {
    if (std::holds_alternative<engine::Null>(from)) return value.reset();
    Conversion<T>::set(value ? *value : value.emplace(), from);
  }
  static bool is_set(const std::optional<T>&) { return true; }
};

template <class T>
struct Conversion<Defaulted<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void store(StoredRow& row, const Defaulted<T>& value) {
    Conversion<T>::store(row, value.value());
  }
  static void read(const engine::Cell& cell, Defaulted<T>& value) {
    T plain{};
    Conversion<T>::read(cell, plain);
    value = std::move(plain);
  }
  static engine::Value get(const Defaulted<T>& value) {
    return value.is_set() ? Conversion<T>::get(*value) : engine::Value{};
  }
  static void set(Defaulted<T>& value, const engine::Value& from) {
    T plain{};
    Conversion<T>::set(plain, from);
    value = std::move(plain);
  }
  static bool is_set(const Defaulted<T>& value) { return value.is_set(); }
};

template <class T>
struct Conversion<Computed<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void store(StoredRow& row, const Computed<T>& value) {
    Conversion<T>::store(row, value.value());
  }
  static void read(const engine::Cell& cell, Computed<T>& value) {
    T plain{};
    Conversion<T>::read(cell, plain);
    ComputedAccess::set(value, std::move(plain));
  }
  static engine::Value get(const Computed<T>& value) {
    return value.is_set() ? Conversion<T>::get(*value) : engine::Value{};
  }
  static void set(Computed<T>& value, const engine::Value& from) {
    T plain{};
    Conversion<T>::set(plain, from);
    ComputedAccess::set(value, std::move(plain));
  }
  /// It is never written, and what the database makes is no change of the program's.
  static bool is_set(const Computed<T>&) { return false; }
};

/// One that is not loaded has no value and is no change.
template <class T>
struct Conversion<Deferred<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void store(StoredRow& row, const Deferred<T>& value) {
    Conversion<T>::store(row, value.value());
  }
  static void read(const engine::Cell& cell, Deferred<T>& value) {
    Conversion<T>::read(cell, DeferredAccess::value(value));
    DeferredAccess::set_loaded<T>(&value, true);
  }
  static engine::Value get(const Deferred<T>& value) {
    return value.is_loaded() ? Conversion<T>::get(*value) : engine::Value{};
  }
  static void set(Deferred<T>& value, const engine::Value& from) {
    Conversion<T>::set(DeferredAccess::value(value), from);
    DeferredAccess::set_loaded<T>(&value, true);
  }
  static bool is_set(const Deferred<T>& value) { return value.is_loaded(); }
};

template <class T>
inline constexpr bool is_always_set = true;
template <class T>
inline constexpr bool is_always_set<Defaulted<T>> = false;
template <class T>
inline constexpr bool is_always_set<Computed<T>> = false;
template <class T>
inline constexpr bool is_always_set<Deferred<T>> = false;

/// The functions behind a Codec.
template <class T>
struct CodecOf {
  static void store(StoredRow& row, const void* value) {
    Conversion<T>::store(row, *static_cast<const T*>(value));
  }
  static void read(const engine::Cell& cell, void* value) {
    Conversion<T>::read(cell, *static_cast<T*>(value));
  }
  static engine::Value get(const void* value) {
    return Conversion<T>::get(*static_cast<const T*>(value));
  }
  static void set(void* value, const engine::Value& from) {
    Conversion<T>::set(*static_cast<T*>(value), from);
  }
  static bool is_set(const void* value) {
    return Conversion<T>::is_set(*static_cast<const T*>(value));
  }

  static const Codec codec;
};
template <class T>
constinit const Codec CodecOf<T>::codec = {.word = Conversion<T>::word,
                                           .form = Conversion<T>::form,
                                           .nullable = Conversion<T>::nullable,
                                           .always_set = is_always_set<T>,
                                           .common = common_type<T>,
                                           .store = &store,
                                           .read = &read,
                                           .get = &get,
                                           .set = &set,
                                           .is_set = &is_set};

template <class T>
const Codec& codec_of() {
  return CodecOf<T>::codec;
}

// Those of the common types are compiled once (mapping/codec.cpp).
extern template struct CodecOf<bool>;
extern template struct CodecOf<int>;
extern template struct CodecOf<std::int64_t>;
extern template struct CodecOf<double>;
extern template struct CodecOf<std::string>;
extern template struct CodecOf<std::optional<bool>>;
extern template struct CodecOf<std::optional<int>>;
extern template struct CodecOf<std::optional<std::int64_t>>;
extern template struct CodecOf<std::optional<double>>;
extern template struct CodecOf<std::optional<std::string>>;

}  // namespace retort::orm::detail
