// Any text as a TOML string (https://toml.io/en/v1.0.0#string).

#include <algorithm>
#include <array>

#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/detail/utf8.h>
#include <retort/schema/error.h>

namespace retort::schema::detail {

namespace {

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == '\x7f';
}

std::string escaped(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
}

std::string basic(std::string_view text, std::string_view open, std::string_view close,
                  bool keep_newlines) {
  std::string result(open);
  for (const char c : text) {
    const bool plain = c == '\n' ? keep_newlines : c != '"' && c != '\\' && !is_control(c);
    if (plain)
      result += c;
    else
      result += escaped(c);
  }
  return result.append(close);
}

}  // namespace

std::string toml_string(std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    throw Error("text with a NUL character in it cannot be written as TOML: " +
                std::string(text.substr(0, text.find('\0'))));
  if (!is_utf8(text))
    throw Error("text that is not UTF-8 cannot be written as TOML: " + std::string(text));
  if (text.find('\n') == std::string_view::npos) return basic(text, "\"", "\"", false);
  // The newline after the opening quotes is not part of the text. A literal string can hold
  // anything but its own closing quotes and control characters, a carriage return among them.
  const bool literal = text.find("'''") == std::string_view::npos && text.back() != '\'' &&
                       std::ranges::none_of(text, is_control);
  if (literal) return "'''\n" + std::string(text) + "'''";
  return basic(text, "\"\"\"\n", "\"\"\"", true);
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  if (bare) return std::string(key);
  if (key.find('\n') == std::string_view::npos) return toml_string(key);
  return basic(key, "\"", "\"", false);
}

}  // namespace retort::schema::detail
