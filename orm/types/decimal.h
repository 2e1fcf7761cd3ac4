// Decimal<Scale>: a number with that many digits behind the point, exactly.
//
//   Column<As, "price", Decimal<2>> price{};
//   Decimal<2> price("19.99");
//   price + Decimal<2>(5)                    // 24.99
//   price * 3, price * Decimal<1>("0.5")     // 59.97, and a Decimal<3>: 9.995
//   (price * Decimal<1>("0.5")).rounded<2>() // 10.00: halves go to the even digit
//
// 18 digits in all. Nothing is rounded unless rounded() or divided_by() is asked; what does not fit
// throws ConversionError. There is no way from a double, which is not exact in the first place.
//
// In the database it is the whole number of its last digits, 1999 for 19.99: comparison, ORDER BY,
// sum(), min() and max() are exact there too, and SQL by hand has to know. Decimal<2, as_number> is
// the number itself (REAL, in a NUMERIC column), which is what SQLAlchemy writes: it reads well and
// sorts rightly, sum() of it is not exact, and values of more than 15 digits are refused.

#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <retort/engine/value.h>
#include <retort/orm/sql_type.h>

namespace retort::orm {

struct as_scaled_integer;
struct as_number;

namespace detail {

// All throw ConversionError where the result has more than 18 digits.
std::int64_t decimal_add(std::int64_t a, std::int64_t b);
std::int64_t decimal_multiply(std::int64_t a, std::int64_t b);
/// a / b, of which the result has `scale` more digits behind the point than a has more than b.
std::int64_t decimal_divide(std::int64_t a, std::int64_t b, int scale);
/// With `digits` fewer digits behind the point (more, where it is negative).
std::int64_t decimal_rescale(std::int64_t value, int digits);
std::int64_t decimal_parse(std::string_view text, int scale);
std::int64_t decimal_check(std::int64_t value);
std::string decimal_text(std::int64_t value, int scale);
double decimal_number(std::int64_t value, int scale);
std::int64_t decimal_load(double number, int scale);
std::int64_t decimal_load(const engine::Value& stored, int scale);

}  // namespace detail

template <int Scale, class Storage = as_scaled_integer>
class Decimal {
 public:
  static_assert(Scale >= 0 && Scale <= 18, "retort: a Decimal has 0 to 18 digits behind the point");

  constexpr Decimal() = default;
  Decimal(std::integral auto whole)
      : value_(detail::decimal_rescale(static_cast<std::int64_t>(whole), -Scale)) {}
  Decimal(std::floating_point auto) = delete;
  /// "-12.5"; throws ConversionError for anything else and for digits that it has no place for.
  explicit Decimal(std::string_view text) : value_(detail::decimal_parse(text, Scale)) {}
  explicit Decimal(const char* text) : Decimal(std::string_view(text)) {}
  /// Of the number of its last digits: `Decimal<2>::from_units(1999)` is 19.99.
  static Decimal from_units(std::int64_t units) {
    return Decimal(Units{detail::decimal_check(units)});
  }

  std::int64_t units() const { return value_; }
  std::string to_string() const { return detail::decimal_text(value_, Scale); }
  double to_double() const { return detail::decimal_number(value_, Scale); }
  /// Halves go to the even digit.
  template <int NewScale>
  Decimal<NewScale, Storage> rounded() const {
    return Decimal<NewScale, Storage>::from_units(
        detail::decimal_rescale(value_, Scale - NewScale));
  }
  /// Rounded to the digits of the result.
  template <int ResultScale, int OtherScale>
  Decimal<ResultScale, Storage> divided_by(const Decimal<OtherScale, Storage>& other) const {
    return Decimal<ResultScale, Storage>::from_units(
        detail::decimal_divide(value_, other.units(), ResultScale - Scale + OtherScale));
  }

  friend Decimal operator+(const Decimal& a, const Decimal& b) {
    return from_units(detail::decimal_add(a.value_, b.value_));
  }
  friend Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }
  Decimal operator-() const { return from_units(-value_); }
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }
  friend Decimal operator*(const Decimal& a, std::integral auto factor) {
    return from_units(detail::decimal_multiply(a.value_, static_cast<std::int64_t>(factor)));
  }
  template <int OtherScale>
  friend Decimal<Scale + OtherScale, Storage> operator*(const Decimal& a,
                                                        const Decimal<OtherScale, Storage>& b) {
    return Decimal<Scale + OtherScale, Storage>::from_units(
        detail::decimal_multiply(a.value_, b.units()));
  }
  friend auto operator<=>(const Decimal&, const Decimal&) = default;
  template <class Stream>
  requires requires(Stream& stream, std::string text) { stream << text; }
  friend Stream& operator<<(Stream& stream, const Decimal& decimal) {
    stream << decimal.to_string();
    return stream;
  }

 private:
  struct Units {
    std::int64_t value;
  };
  explicit Decimal(Units units) : value_(units.value) {}

  std::int64_t value_ = 0;
};

template <int Scale>
struct SqlType<Decimal<Scale, as_scaled_integer>> {
  using Stored = engine::Value;
  static constexpr std::string_view word = "int64";
  /// sum() of it is one of it.
  static constexpr bool additive = true;
  static engine::Value store(const Decimal<Scale>& decimal) { return decimal.units(); }
  static Decimal<Scale> load(const engine::Value& stored) {
    return Decimal<Scale>::from_units(detail::decimal_load(stored, Scale));
  }
};

template <int Scale>
struct SqlType<Decimal<Scale, as_number>> {
  using Type = Decimal<Scale, as_number>;
  using Stored = double;
  static constexpr std::string_view word = "NUMERIC";
  static double store(const Type& decimal) {
    const double number = decimal.to_double();
    detail::decimal_load(number, Scale);
    return number;
  }
  static Type load(double stored) { return Type::from_units(detail::decimal_load(stored, Scale)); }
};

}  // namespace retort::orm
