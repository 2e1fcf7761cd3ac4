#include <retort/engine/sqlite/ddl/text_edit.h>

#include <algorithm>

namespace retort::engine::sqlite::ddl {

namespace {

// The list's last token is the end of the text, its first one's trivia the beginning.
std::string_view source_of(const Tokens& tokens) {
  const std::string_view last = tokens.back().text;
  const char* const begin = tokens.front().trivia.data();
  return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
}

bool is_blank(std::string_view trivia) {
  return trivia.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

}  // namespace

TextEdit::TextEdit(const Tokens& tokens)
    : tokens_(tokens), source_(source_of(tokens)), removed_(source_.size()) {}

std::size_t TextEdit::begin(std::size_t token) const {
  return static_cast<std::size_t>(tokens_[token].text.data() - source_.data());
}

std::size_t TextEdit::end(std::size_t token) const {
  return begin(token) + tokens_[token].text.size();
}

void TextEdit::insert(std::size_t offset, std::string_view text) { inserted_[offset].append(text); }

void TextEdit::remove(std::size_t from, std::size_t to) {
  for (std::size_t at = from; at < to; ++at) removed_[at] = true;
}

void TextEdit::replace(TokenRange range, std::string_view text) {
  remove(begin(range.first), end(range.last - 1));
  insert(begin(range.first), text);
}

void TextEdit::remove(TokenRange range) {
  if (range.empty()) return;
  const std::string_view trivia = tokens_[range.first].trivia;
  remove(begin(range.first) - (is_blank(trivia) ? trivia.size() : 0), end(range.last - 1));
}

std::string TextEdit::text() const {
  std::string result;
  auto next = inserted_.begin();
  for (std::size_t at = 0; at <= source_.size(); ++at) {
    if (next != inserted_.end() && next->first == at) result += (next++)->second;
    if (at < source_.size() && !removed_[at]) result += source_[at];
  }
  return result;
}

std::size_t line_end(std::string_view trivia) {
  std::size_t at = 0;
  while (at < trivia.size() && trivia[at] != '\n') {
    if (trivia.substr(at).starts_with("--"))
      at = std::min(trivia.find('\n', at), trivia.size());
    else if (trivia.substr(at).starts_with("/*"))
      at = std::min(trivia.find("*/", at + 2), trivia.size() - 2) + 2;
    else
      ++at;
  }
  return at < trivia.size() ? at : std::string_view::npos;
}

}  // namespace retort::engine::sqlite::ddl
