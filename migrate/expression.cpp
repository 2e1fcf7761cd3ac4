#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

struct Word {
  std::size_t begin;
  std::size_t end;
  std::string name;  // without its quotes
  bool quoted;
};

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// One past the closing quote; a doubled quote stands for itself.
std::size_t end_of_quoted(std::string_view text, std::size_t begin, char close) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] != close) continue;
    if (close == ']' || i + 1 == text.size() || text[i + 1] != close) return i + 1;
    ++i;
  }
  return text.size();
}

std::string without_quotes(std::string_view quoted, char close) {
  std::string name;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    name += quoted[i];
    if (quoted[i] == close && close != ']') ++i;
  }
  return name;
}

// Every identifier, keyword and function name; texts and comments are left out, and numbers, too, where
// nobody asks for them.
std::vector<Word> words_of(std::string_view text, bool with_numbers = false) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (text.substr(i, 2) == "--" || text.substr(i, 2) == "/*") {
      const std::string_view close = c == '-' ? "\n" : "*/";
      i = std::min(text.find(close, i + 2), text.size() - close.size()) + close.size();
    } else if (c == '\'') {
      i = end_of_quoted(text, i, c);
    } else if (c == '"' || c == '`' || c == '[') {
      const char close = c == '[' ? ']' : c;
      const std::size_t end = end_of_quoted(text, i, close);
      words.push_back({i, end, without_quotes(text.substr(i, end - i), close), true});
      i = end;
    } else if (is_word_char(c)) {
      std::size_t end = i;
      while (end < text.size() && is_word_char(text[end])) ++end;
      const bool number = c >= '0' && c <= '9';
      const bool blob = end < text.size() && text[end] == '\'';  // x'00ff'
      if ((!number || with_numbers) && !blob)
        words.push_back({i, end, std::string(text.substr(i, end - i)), false});
      i = end;
    } else {
      ++i;
    }
  }
  return words;
}

// Words that an expression can hold and that no database takes for a column unless it is quoted.
bool is_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 27> keywords = {
      "and",    "as",     "between", "case", "cast", "collate", "distinct", "else",   "end",
      "escape", "exists", "false",   "from", "glob", "in",      "is",       "isnull", "like",
      "match",  "not",    "notnull", "null", "or",   "select",  "then",     "true",   "when"};
  return std::ranges::find(keywords, schema::folded(word)) != keywords.end();
}

// What stands between words, with one sign for each comparison (`<>` is `!=`, and `=` is `==`) and one
// case for the digits of a blob.
std::string signs_of(std::string_view between) {
  std::string result;
  for (std::size_t i = 0; i < between.size();) {
    const std::size_t end = between[i] == '\'' ? end_of_quoted(between, i, '\'') : i + 1;
    const std::string_view sign = between.substr(i, 2);
    if (sign == "x'" || sign == "X'") {
      const std::size_t close = end_of_quoted(between, i + 1, '\'');
      result += schema::folded(between.substr(i, close - i));
      i = close;
    } else if (sign == "!=" || sign == "==") {
      result += sign == "!=" ? "<>" : "=";
      i += 2;
    } else {
      result += between.substr(i, end - i);
      i = end;
    }
  }
  return result;
}

// The sign that follows a word; a blank when none does.
char sign_after(std::string_view text, const Word& word) {
  const std::size_t next = text.find_first_not_of(' ', word.end);
  return next == std::string_view::npos ? ' ' : text[next];
}

// Names and words of SQL are the same in either case. What stands in quotes on both sides may be a text,
// unless a point says that it is the name of a table.
bool same_word(std::string_view text_a, const Word& a, std::string_view text_b, const Word& b) {
  const bool may_be_text =
      a.quoted && b.quoted && sign_after(text_a, a) != '.' && sign_after(text_b, b) != '.';
  return may_be_text ? a.name == b.name : schema::same_name(a.name, b.name);
}

bool is_column(std::string_view text, const std::vector<Word>& words, std::size_t at,
               std::string_view column) {
  const Word& word = words[at];
  if (!schema::same_name(word.name, column)) return false;
  if (!word.quoted && is_keyword(word.name)) return false;
  // A function's name, or a table's in front of its column.
  if (sign_after(text, word) == '(' || sign_after(text, word) == '.') return false;
  if (at == 0 || words[at - 1].quoted) return true;
  // A collation's name, or a type's in CAST(x AS type).
  const std::string& previous = words[at - 1].name;
  return !schema::same_name(previous, "collate") && !schema::same_name(previous, "as");
}

// Words that are no names in SQLite or in PostgreSQL; quotes around one that could be do no harm.
bool is_reserved(std::string_view word) {
  static const std::set<std::string_view, schema::NameLess> reserved = {
      "add",     "all",       "alter",       "any",       "asc",        "autoincrement",
      "between", "both",      "check",       "column",    "commit",     "constraint",
      "create",  "cross",     "current",     "default",   "deferrable", "delete",
      "desc",    "do",        "drop",        "except",    "fetch",      "for",
      "foreign", "full",      "grant",       "group",     "having",     "if",
      "index",   "inner",     "insert",      "intersect", "into",       "join",
      "leading", "left",      "limit",       "natural",   "nothing",    "offset",
      "on",      "only",      "order",       "outer",     "primary",    "references",
      "regexp",  "returning", "right",       "set",       "some",       "table",
      "to",      "trailing",  "transaction", "union",     "unique",     "update",
      "user",    "using",     "values",      "where",     "window",     "with"};
  return is_keyword(word) || reserved.contains(word);
}

std::string quoted(std::string_view name) {
  const bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && !is_reserved(name) &&
                     std::ranges::all_of(name, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_';
                     });
  if (plain) return std::string(name);
  std::string result = "\"";
  for (const char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

bool is_qualifier(std::string_view text, const Word& word, std::string_view table) {
  return schema::same_name(word.name, table) && sign_after(text, word) == '.';
}

// The text with the chosen words replaced.
template <class Chosen>
std::string replaced(std::string_view text, const std::vector<Word>& words,
                     std::string_view new_name, Chosen is_chosen) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!is_chosen(at)) continue;
    result += text.substr(copied, words[at].begin - copied);
    result += quoted(new_name);
    copied = words[at].end;
  }
  return result.append(text.substr(copied));
}

}  // namespace

bool same_expression(std::string_view a, std::string_view b) {
  const std::vector<Word> words_a = words_of(a, true);
  const std::vector<Word> words_b = words_of(b, true);
  if (words_a.size() != words_b.size()) return false;
  std::size_t done_a = 0;
  std::size_t done_b = 0;
  for (std::size_t i = 0; i < words_a.size(); ++i) {
    const Word& word_a = words_a[i];
    const Word& word_b = words_b[i];
    if (!same_word(a, word_a, b, word_b) || signs_of(a.substr(done_a, word_a.begin - done_a)) !=
                                                signs_of(b.substr(done_b, word_b.begin - done_b)))
      return false;
    done_a = word_a.end;
    done_b = word_b.end;
  }
  return signs_of(a.substr(done_a)) == signs_of(b.substr(done_b));
}

bool mentions(std::string_view expression, std::string_view column) {
  const std::vector<Word> words = words_of(expression);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_column(expression, words, i, column)) return true;
  return false;
}

bool uses_name(std::string_view sql, std::string_view name) {
  return std::ranges::any_of(words_of(sql),
                             [&](const Word& word) { return schema::same_name(word.name, name); });
}

bool has_qualifier(std::string_view expression, std::string_view table) {
  const std::vector<Word> words = words_of(expression);
  return std::ranges::any_of(
      words, [&](const Word& word) { return is_qualifier(expression, word, table); });
}

std::string rename_column_in(std::string_view expression, std::string_view column,
                             std::string_view new_name) {
  const std::vector<Word> words = words_of(expression);
  return replaced(expression, words, new_name,
                  [&](std::size_t at) { return is_column(expression, words, at, column); });
}

std::string rename_qualifier(std::string_view expression, std::string_view table,
                             std::string_view new_name) {
  const std::vector<Word> words = words_of(expression);
  return replaced(expression, words, new_name,
                  [&](std::size_t at) { return is_qualifier(expression, words[at], table); });
}

}  // namespace retort::migrate::detail
