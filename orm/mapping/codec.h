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

class Binder;

/// As what a value is handed to the database; `any` where that depends on the value.
enum class Form { integer, real, text, blob, any };

struct Codec {
  /// The portable type word (schema/type.h).
  std::string_view word;
  Form form;
  bool nullable;
  /// is_set() is true of every value.
  bool always_set;
  void (*bind)(Binder& binder, int parameter, const void* value);
  void (*read)(const engine::Cell& cell, void* value);
  engine::Value (*get)(const void* value);
  /// Throws ConversionError where the value does not fit.
  void (*set)(void* value, const engine::Value& from);
  bool (*equal)(const void* a, const void* b);
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

// What a value is bound as; an lvalue has to live until the statement has run (mapping/binder.h).
void bind_stored(Binder& binder, int parameter, std::int64_t number);
void bind_stored(Binder& binder, int parameter, double number);
void bind_stored(Binder& binder, int parameter, const std::string& text);
void bind_stored(Binder& binder, int parameter, std::string&& text);
void bind_stored(Binder& binder, int parameter, const engine::Blob& blob);
void bind_stored(Binder& binder, int parameter, engine::Blob&& blob);
void bind_any(Binder& binder, int parameter, engine::Value value);
void bind_null(Binder& binder, int parameter);

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

  static void bind(Binder& binder, int parameter, const T& value) {
    if constexpr (form == Form::any) {
      bind_any(binder, parameter, SqlType<T>::store(value));
    } else {
      bind_stored(binder, parameter, SqlType<T>::store(value));
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
  static bool equal(const T& a, const T& b) {
    if constexpr (std::floating_point<T>) {
      // NaN is no change of NaN.
      return !(a < b) && !(b < a);
    } else {
      return a == b;
    }
  }
  static bool is_set(const T&) { return true; }
};

template <class T>
struct Conversion<std::optional<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = true;

  static void bind(Binder& binder, int parameter, const std::optional<T>& value) {
    value ? Conversion<T>::bind(binder, parameter, *value) : bind_null(binder, parameter);
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
  static bool equal(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || Conversion<T>::equal(*a, *b));
  }
  static bool is_set(const std::optional<T>&) { return true; }
};

template <class T>
struct Conversion<Defaulted<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void bind(Binder& binder, int parameter, const Defaulted<T>& value) {
    Conversion<T>::bind(binder, parameter, value.value());
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
  static bool equal(const Defaulted<T>& a, const Defaulted<T>& b) {
    return a.is_set() == b.is_set() && (!a.is_set() || Conversion<T>::equal(*a, *b));
  }
  static bool is_set(const Defaulted<T>& value) { return value.is_set(); }
};

template <class T>
struct Conversion<Computed<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void bind(Binder& binder, int parameter, const Computed<T>& value) {
    Conversion<T>::bind(binder, parameter, value.value());
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
  /// What the database makes is no change of the program's.
  static bool equal(const Computed<T>&, const Computed<T>&) { return true; }
  /// It is never inserted, and always read back.
  static bool is_set(const Computed<T>&) { return false; }
};

/// One that is not loaded has no value and is no change.
template <class T>
struct Conversion<Deferred<T>> {
  static constexpr std::string_view word = Conversion<T>::word;
  static constexpr Form form = Conversion<T>::form;
  static constexpr bool nullable = Conversion<T>::nullable;

  static void bind(Binder& binder, int parameter, const Deferred<T>& value) {
    Conversion<T>::bind(binder, parameter, value.value());
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
  static bool equal(const Deferred<T>& a, const Deferred<T>& b) {
    return a.is_loaded() == b.is_loaded() && (!a.is_loaded() || Conversion<T>::equal(*a, *b));
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
  static void bind(Binder& binder, int parameter, const void* value) {
    Conversion<T>::bind(binder, parameter, *static_cast<const T*>(value));
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
  static bool equal(const void* a, const void* b) {
    return Conversion<T>::equal(*static_cast<const T*>(a), *static_cast<const T*>(b));
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
                                           .bind = &bind,
                                           .read = &read,
                                           .get = &get,
                                           .set = &set,
                                           .equal = &equal,
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
