#include <retort/engine/sqlite/literal.h>

#include <string_view>

#include <retort/engine/sqlite/real_literal.h>

namespace retort::engine::sqlite {

namespace {

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += c;
    result += c;
  }
  return result + '\'';
}

// A NUL would end the statement. Putting the text together does not depend on the encoding of the
// database, as CAST(x'...' AS TEXT) does.
std::string joined_at_nul(std::string_view text) {
  std::string result = "(";
  for (;;) {
    const std::size_t nul = text.find('\0');
    result += quoted(text.substr(0, nul));
    if (nul == std::string_view::npos) return result + ")";
    result += " || char(0) || ";
    text.remove_prefix(nul + 1);
  }
}

struct Literal {
  std::string operator()(Null) const { return "NULL"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }

  std::string operator()(double value) const { return real_literal(value); }

  std::string operator()(const std::string& text) const {
    return text.find('\0') == std::string::npos ? quoted(text) : joined_at_nul(text);
  }

  std::string operator()(const Blob& blob) const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "x'";
    for (const std::byte byte : blob) {
      result += digits[std::to_integer<std::size_t>(byte >> 4)];
      result += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    return result + '\'';
  }
};

}  // namespace

std::string literal(const Value& value) { return std::visit(Literal{}, value); }

}  // namespace retort::engine::sqlite
