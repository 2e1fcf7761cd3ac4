#include <retort/engine/value.h>

#include <algorithm>
#include <string_view>

#include <retort/engine/detail/real_text.h>

namespace retort::engine {

namespace {

constexpr std::size_t longest_text = 200;
// Enough for any statement that a person wrote; a bulk insert would fill the screen.
constexpr std::size_t most_values = 32;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::string left_out(std::ptrdiff_t count, std::string_view unit) {
  return "... (" + std::to_string(count) + " more " + std::string(unit) + ")";
}

struct Shown {
  std::string operator()(Null) const { return "NULL"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return detail::real_text(value); }

  std::string operator()(const std::string& text) const {
    std::size_t end = std::min(text.size(), longest_text);
    while (end > 0 && end < text.size() && continues_character(text[end])) --end;
    std::string result = "'";
    for (const char c : std::string_view(text).substr(0, end)) {
      if (c == '\'') result += c;
      result += c;
    }
    result += '\'';
    const std::string_view rest = std::string_view(text).substr(end);
    if (rest.empty()) return result;
    const auto count = std::ranges::count_if(rest, [](char c) { return !continues_character(c); });
    return result + left_out(count, "characters");
  }

  std::string operator()(const Blob& blob) const {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::size_t end = std::min(blob.size(), longest_text / 2);
    std::string result = "x'";
    for (const std::byte byte : std::span(blob).first(end)) {
      result += digits[std::to_integer<std::size_t>(byte >> 4)];
      result += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    result += '\'';
    if (end == blob.size()) return result;
    return result + left_out(static_cast<std::ptrdiff_t>(blob.size() - end), "bytes");
  }
};

}  // namespace

std::string to_text(const Value& value) { return std::visit(Shown{}, value); }

std::string to_text(std::span<const Value> values) {
  const std::size_t end = std::min(values.size(), most_values);
  std::string result = "(";
  for (const Value& value : values.first(end)) {
    if (result.size() > 1) result += ", ";
    result += to_text(value);
  }
  if (end < values.size())
    result += ", " + left_out(static_cast<std::ptrdiff_t>(values.size() - end), "values");
  return result + ")";
}

}  // namespace retort::engine
