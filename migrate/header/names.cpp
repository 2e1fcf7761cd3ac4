#include <retort/migrate/detail/header_names.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace retort::migrate::detail {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lowered(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char raised(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Keywords of C++, and what the headers of C and C++ define as macros in lower case.
const std::set<std::string, std::less<>>& reserved() {
  static const std::set<std::string, std::less<>> words = {
      "alignas",      "alignof",       "and",         "and_eq",   "asm",
      "assert",       "auto",          "bitand",      "bitor",    "bool",
      "break",        "case",          "catch",       "char",     "char8_t",
      "char16_t",     "char32_t",      "class",       "co_await", "co_return",
      "co_yield",     "compl",         "concept",     "const",    "const_cast",
      "consteval",    "constexpr",     "constinit",   "continue", "decltype",
      "default",      "delete",        "do",          "double",   "dynamic_cast",
      "else",         "enum",          "errno",       "explicit", "export",
      "extern",       "false",         "float",       "for",      "friend",
      "goto",         "i386",          "if",          "inline",   "int",
      "linux",        "long",          "major",       "makedev",  "minor",
      "mutable",      "namespace",     "new",         "noexcept", "not",
      "not_eq",       "nullptr",       "operator",    "or",       "or_eq",
      "private",      "protected",     "public",      "register", "reinterpret_cast",
      "requires",     "return",        "short",       "signed",   "sizeof",
      "static",       "static_assert", "static_cast", "stderr",   "stdin",
      "stdout",       "struct",        "switch",      "template", "this",
      "thread_local", "throw",         "true",        "try",      "typedef",
      "typeid",       "typename",      "union",       "unix",     "unsigned",
      "using",        "virtual",       "void",        "volatile", "wchar_t",
      "while",        "xor",           "xor_eq"};
  return words;
}

// What no rule of English gives: one, several.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> irregular = {{
    {"person", "people"}, {"child", "children"},     {"man", "men"},
    {"woman", "women"},   {"foot", "feet"},          {"tooth", "teeth"},
    {"goose", "geese"},   {"mouse", "mice"},         {"index", "indexes"},
    {"index", "indices"}, {"matrix", "matrices"},    {"vertex", "vertices"},
    {"leaf", "leaves"},   {"movie", "movies"},       {"cookie", "cookies"},
    {"cache", "caches"},  {"criterion", "criteria"}, {"analysis", "analyses"},
    {"alias", "aliases"}, {"bus", "buses"},          {"gas", "gases"},
}};

// One word for one and for several.
constexpr std::array<std::string_view, 12> uncounted = {
    "news",     "series", "species", "data", "metadata", "media",
    "settings", "info",   "sheep",   "fish", "has",      "equipment"};

bool ends(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](auto ending) { return word.ends_with(ending); });
}

bool is_uncounted(std::string_view word) {
  return std::ranges::find(uncounted, word) != uncounted.end();
}

std::string without(std::string_view word, std::size_t count, std::string_view then = "") {
  return std::string(word.substr(0, word.size() - count)) + std::string(then);
}

std::string one_of(std::string_view word) {
  if (is_uncounted(word)) return std::string(word);
  for (const auto& [one, several] : irregular)
    if (word == several) return std::string(one);
  // Three letters are an abbreviation: gps, fts, dns.
  if (word.size() <= 3 || !word.ends_with('s') || ends(word, {"ss", "us", "is"}))
    return std::string(word);
  if (ends(word, {"ies"})) return without(word, 3, "y");
  if (ends(word, {"sses", "shes", "ches", "xes", "zzes", "tuses", "ruses", "nuses"}))
    return without(word, 2);
  return without(word, 1);
}

std::string several_of(std::string_view word) {
  if (is_uncounted(word) || one_of(word) != word) return std::string(word);
  for (const auto& [one, several] : irregular)
    if (word == one) return std::string(several);
  const bool vowel_before_y =
      word.size() > 1 && std::string_view("aeiou").find(word[word.size() - 2]) != word.npos;
  if (word.ends_with('y') && !vowel_before_y) return without(word, 1, "ies");
  return std::string(word) + (ends(word, {"s", "x", "z", "ch", "sh"}) ? "es" : "s");
}

template <class Change>
std::string with_last_word(std::string_view snake, Change change) {
  const std::size_t last = snake.rfind('_');
  if (last == snake.npos) return change(snake);
  return std::string(snake.substr(0, last + 1)) + change(snake.substr(last + 1));
}

}  // namespace

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
      if (!result.empty() && result.back() != '_') result += '_';
      continue;
    }
    // A word begins at a capital after a small letter, and at the last of several capitals.
    const bool after_small = i > 0 && (is_lower(name[i - 1]) || is_digit(name[i - 1]));
    const bool last_capital =
        i > 0 && is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (is_upper(c) && (after_small || last_capital) && !result.empty() && result.back() != '_')
      result += '_';
    result += lowered(c);
  }
  while (result.ends_with('_')) result.pop_back();
  return !result.empty() && is_digit(result[0]) ? "x" + result : result;
}

std::string camel_case(std::string_view snake) {
  std::string result;
  bool begins = true;
  for (const char c : snake) {
    if (c != '_') result += begins ? raised(c) : c;
    begins = c == '_';
  }
  return result;
}

std::string singular(std::string_view snake) { return with_last_word(snake, one_of); }
std::string plural(std::string_view snake) { return with_last_word(snake, several_of); }

std::string cpp_literal(std::string_view text) {
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == '\x7f';
  };
  const bool escapes = text.find_first_of("\"\\\n\t") != text.npos;
  if (escapes && std::ranges::none_of(text, is_control)) {
    std::string mark = "sql";
    while (text.find(")" + mark + "\"") != text.npos) mark += '_';
    return "R\"" + mark + "(" + std::string(text) + ")" + mark + "\"";
  }
  std::string literal = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      literal += {'\\', c};
    else if (is_control(c) || c == '\n' || c == '\t')
      literal += {'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
                  static_cast<char>('0' + byte % 8)};
    else
      literal += c;
  }
  return literal + '"';
}

std::string ScopeNames::take(std::string wanted) {
  if (reserved().contains(wanted)) wanted += '_';
  std::string name = wanted;
  for (int i = 2; !taken_.insert(name).second; ++i) name = wanted + std::to_string(i);
  return name;
}

}  // namespace retort::migrate::detail
