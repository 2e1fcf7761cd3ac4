#include <retort/schema/type.h>

#include <retort/schema/name.h>

namespace retort::schema {

namespace {

std::string without_space(const std::string& text) {
  std::string result;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      space = true;
      continue;
    }
    // Space separates words ("DOUBLE PRECISION") and means nothing beside punctuation.
    const bool word = c != '(' && c != ')' && c != ',';
    const bool after_word = !result.empty() && result.back() != '(' && result.back() != ',';
    if (space && word && after_word) result += ' ';
    space = false;
    result += c;
  }
  return result;
}

}  // namespace

bool operator==(const Type& a, const Type& b) {
  return same_name(without_space(a.text), without_space(b.text));
}

}  // namespace retort::schema
