#include <retort/engine/sqlite/ddl/lexeme.h>

#include <algorithm>

namespace retort::engine::sqlite::ddl {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool starts_word(char c) {
  return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// The byte at a place, or NUL, which no token holds, behind the end.
char at(std::string_view sql, std::size_t i) { return i < sql.size() ? sql[i] : '\0'; }

template <class Predicate>
std::size_t skip(std::string_view sql, std::size_t from, Predicate accepts) {
  while (from < sql.size() && accepts(sql[from])) ++from;
  return from;
}

std::size_t behind(std::string_view sql, std::string_view end, std::size_t from) {
  const std::size_t found = sql.find(end, from);
  return found == std::string_view::npos ? sql.size() : found + end.size();
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// SQLite takes a vertical tab for white space, but not at the beginning of it.
std::size_t blank_length(std::string_view sql) {
  if (!is_blank(at(sql, 0)) || sql[0] == '\v') return 0;
  return skip(sql, 1, is_blank);
}

std::size_t comment_length(std::string_view sql) {
  if (sql.starts_with("--")) return std::min(sql.find('\n'), sql.size());
  // "/*" at the very end is a division and an asterisk.
  if (sql.starts_with("/*") && sql.size() > 2) return behind(sql, "*/", 2);
  return sql.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte order mark
}

Token token(TokenKind kind, std::string_view sql, std::size_t length) {
  return {.kind = kind, .text = sql.substr(0, length)};
}

// A quote inside is doubled; nothing can be inside [] that closes it.
Token quoted(std::string_view sql) {
  const char close = sql[0] == '[' ? ']' : sql[0];
  for (std::size_t i = 1; i < sql.size(); ++i) {
    if (sql[i] == '\0') break;
    if (sql[i] != close) continue;
    if (close != ']' && at(sql, i + 1) == close) {
      ++i;
      continue;
    }
    return token(close == '\'' ? TokenKind::string : TokenKind::quoted_word, sql, i + 1);
  }
  return token(TokenKind::illegal, sql, sql.size());
}

Token number(std::string_view sql) {
  // Later versions allow 1_000.
  const auto digit = [](char c) { return is_digit(c) || c == '_'; };
  std::size_t end = 0;
  if (at(sql, 0) == '0' && (at(sql, 1) == 'x' || at(sql, 1) == 'X') && is_hex_digit(at(sql, 2))) {
    end = skip(sql, 3, is_hex_digit);
  } else {
    end = skip(sql, 0, digit);
    if (at(sql, end) == '.') end = skip(sql, end + 1, digit);
    const std::size_t sign = at(sql, end + 1) == '+' || at(sql, end + 1) == '-' ? 1 : 0;
    if ((at(sql, end) == 'e' || at(sql, end) == 'E') && is_digit(at(sql, end + 1 + sign)))
      end = skip(sql, end + 1 + sign, digit);
  }
  // Letters that follow at once belong to it and make it no number.
  const std::size_t behind_word = skip(sql, end, is_word_byte);
  if (behind_word != end) return token(TokenKind::illegal, sql, behind_word);
  return token(TokenKind::number, sql, end);
}

Token blob(std::string_view sql) {
  const std::size_t end = skip(sql, 2, is_hex_digit);
  if (at(sql, end) == '\'' && end % 2 == 0) return token(TokenKind::blob, sql, end + 1);
  return token(TokenKind::illegal, sql, behind(sql, "'", 2));
}

// Also those of Tcl, which SQLite reads: $namespace::name(suffix), behind ':', '@' and '#' as well.
Token variable(std::string_view sql) {
  if (sql[0] == '?') return token(TokenKind::variable, sql, skip(sql, 1, is_digit));
  const auto kind = [](bool legal) { return legal ? TokenKind::variable : TokenKind::illegal; };
  bool named = false;
  std::size_t end = 1;
  for (;;) {
    const std::size_t behind_word = skip(sql, end, is_word_byte);
    named = named || behind_word > end;
    end = behind_word;
    if (!sql.substr(end).starts_with("::")) break;
    end += 2;
  }
  if (!named || at(sql, end) != '(') return token(kind(named), sql, end);
  end = skip(sql, end + 1, [](char c) { return c != ')' && c != '\0' && !is_blank(c); });
  const bool closed = at(sql, end) == ')';
  return token(kind(closed), sql, end + (closed ? 1 : 0));
}

// How long the operator is that begins with these bytes; 0 where none does.
std::size_t operator_length(char first, char second, char third) {
  switch (first) {
    case '(':
    case ')':
    case ',':
    case ';':
    case '.':
    case '+':
    case '*':
    case '/':
    case '%':
    case '&':
    case '~': return 1;
    case '-': return second != '>' ? 1 : third != '>' ? 2 : 3;
    case '|': return second == '|' ? 2 : 1;
    case '=': return second == '=' ? 2 : 1;
    case '<': return second == '=' || second == '>' || second == '<' ? 2 : 1;
    case '>': return second == '=' || second == '>' ? 2 : 1;
    case '!': return second == '=' ? 2 : 0;
    default: return 0;
  }
}

Token punctuation(std::string_view sql) {
  const std::size_t length = operator_length(sql[0], at(sql, 1), at(sql, 2));
  return length > 0 ? token(TokenKind::punctuation, sql, length)
                    : token(TokenKind::illegal, sql, 1);
}

Token word(std::string_view sql) {
  Token result = token(TokenKind::word, sql, skip(sql, 0, is_word_byte));
  result.keyword = find_keyword(result.text);
  if (result.keyword != nullptr) result.kind = TokenKind::keyword;
  return result;
}

}  // namespace

bool is_word_byte(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

std::size_t trivia_length(std::string_view sql) {
  std::size_t length = 0;
  for (;;) {
    const std::string_view rest = sql.substr(length);
    const std::size_t more = blank_length(rest) + comment_length(rest);
    if (more == 0) return length;
    length += more;
  }
}

Token first_token(std::string_view sql) {
  const char c = sql[0];
  if ((c == 'x' || c == 'X') && at(sql, 1) == '\'') return blob(sql);
  if (is_digit(c) || (c == '.' && is_digit(at(sql, 1)))) return number(sql);
  if (starts_word(c)) return word(sql);
  if (c == '"' || c == '`' || c == '[' || c == '\'') return quoted(sql);
  if (c == '?' || c == ':' || c == '@' || c == '$' || c == '#') return variable(sql);
  return punctuation(sql);
}

}  // namespace retort::engine::sqlite::ddl
