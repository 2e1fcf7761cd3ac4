// Arithmetic on whole numbers of last digits, in 128 bits where 64 are too few.

#include <charconv>
#include <cmath>
#include <cstdlib>

#include <retort/orm/error.h>
#include <retort/orm/types/decimal.h>

namespace retort::orm::detail {

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t most = 999'999'999'999'999'999;

std::int64_t narrow(Wide value) {
  if (value > most || value < -most)
    throw ConversionError("the result of decimal arithmetic has more than 18 digits");
  return static_cast<std::int64_t>(value);
}

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// Rounded to the nearest, halves to the even one.
Wide divide(Wide value, Wide by) {
  Wide quotient = value / by;
  const Wide rest = value % by;
  const Wide size = by < 0 ? -by : by;
  const Wide twice = (rest < 0 ? -rest : rest) * 2;
  if (twice > size || (twice == size && quotient % 2 != 0))
    quotient += (value < 0) == (by < 0) ? 1 : -1;
  return quotient;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[noreturn]] void refuse(std::string_view text, int scale) {
  throw ConversionError("'" + std::string(text) + "' is not a decimal number with at most " +
                        std::to_string(scale) + " digits behind the point and 18 in all");
}

}  // namespace

std::int64_t decimal_check(std::int64_t value) { return narrow(value); }

std::int64_t decimal_add(std::int64_t a, std::int64_t b) { return narrow(Wide{a} + b); }

std::int64_t decimal_multiply(std::int64_t a, std::int64_t b) { return narrow(Wide{a} * b); }

std::int64_t decimal_divide(std::int64_t a, std::int64_t b, int scale) {
  if (b == 0) throw ConversionError("a decimal was divided by 0");
  // 10^36 times 10^18 would leave the 128 bits; nothing that fits in 18 digits comes so far.
  if (scale > 18) throw ConversionError("the result of decimal arithmetic has more than 18 digits");
  return narrow(scale >= 0 ? divide(Wide{a} * power_of_ten(scale), b)
                           : divide(a, Wide{b} * power_of_ten(-scale)));
}

std::int64_t decimal_rescale(std::int64_t value, int digits) {
  return narrow(digits >= 0 ? divide(value, power_of_ten(digits))
                            : Wide{value} * power_of_ten(-digits));
}

std::int64_t decimal_parse(std::string_view text, int scale) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  std::int64_t value = 0;
  int behind = -1;
  bool any = false;
  for (const char c : rest) {
    if (c == '.' && behind < 0 && any) {
      behind = 0;
      continue;
    }
    const int digit = c - '0';
    if (!is_digit(c) || value > (most - digit) / 10) refuse(text, scale);
    // Zeros that stand behind the last place say nothing.
    if (behind == scale && digit != 0) refuse(text, scale);
    if (behind < scale) {
      value = value * 10 + digit;
      if (behind >= 0) ++behind;
    }
    any = true;
  }
  if (!any || rest.ends_with('.')) refuse(text, scale);
  const Wide units = Wide{value} * power_of_ten(scale - (behind < 0 ? 0 : behind));
  if (units > most) refuse(text, scale);
  return static_cast<std::int64_t>(negative ? -units : units);
}

std::string decimal_text(std::int64_t value, int scale) {
  std::string digits = std::to_string(std::abs(value));
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - places, 1, '.');
  return (value < 0 ? "-" : "") + digits;
}

double decimal_number(std::int64_t value, int scale) {
  const std::string text = decimal_text(value, scale);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::int64_t decimal_load(double number, int scale) {
  // A double tells apart all numbers of 15 digits: the nearest of them is what was meant.
  char text[64];
  const auto [end, error] =
      std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, scale);
  if (!std::isfinite(number) || error != std::errc{} || std::abs(number) >= 1e18)
    throw ConversionError(engine::to_text(engine::Value(number)) +
                          " is not a decimal number of at most 15 digits");
  const std::string_view written(text, static_cast<std::size_t>(end - text));
  const auto units = decimal_parse(written, scale);
  if (std::abs(units) > 999'999'999'999'999 || decimal_number(units, scale) != number)
    throw ConversionError(engine::to_text(engine::Value(number)) + " is not a decimal number of " +
                          std::to_string(scale) + " digits behind the point and at most 15 in all");
  return units;
}

std::int64_t decimal_load(const engine::Value& stored, int scale) {
  if (const auto* units = std::get_if<std::int64_t>(&stored)) return *units;
  if (const auto* text = std::get_if<std::string>(&stored)) return decimal_parse(*text, scale);
  throw ConversionError(engine::to_text(stored) +
                        " is not a decimal number (a whole number of its last digits)");
}

}  // namespace retort::orm::detail
