#include <retort/migrate/detail/header_edit.h>

#include <algorithm>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

// "id", or ["id", "id"].
std::string value_of(const std::vector<std::string>& parents) {
  if (parents.size() == 1) return "\"" + parents.front() + "\"";
  std::string text = "[";
  for (const std::string& parent : parents)
    text += (text.size() == 1 ? "\"" : ", \"") + parent + "\"";
  return text + "]";
}

bool same_but_parents(const Revision& made, const Revision& script,
                      const std::vector<std::string>& parents) {
  return made.revision == script.revision && made.down_revisions == parents &&
         made.depends_on == script.depends_on && made.branch_labels == script.branch_labels &&
         made.replaces == script.replaces && made.message == script.message &&
         made.created == script.created;
}

// Whether the text reads as the script with these parents. What only looked like the key does not.
bool is_wanted(const std::string& text, const Revision& script,
               const std::vector<std::string>& parents) {
  try {
    return same_but_parents(parse_revision(text, script.path), script, parents);
  } catch (const Error&) {
    return false;
  }
}

std::size_t after_line(std::string_view text, std::size_t place) {
  const std::size_t end = text.find('\n', place);
  return end == text.npos ? text.size() : end + 1;
}

// The text with another value of the key that begins here, or without its lines. Where the value ends is
// found by trying: a comment inside of a list may hold what looks like its end.
std::string changed(const Revision& script, std::size_t key, const std::string& name,
                    const std::vector<std::string>& parents) {
  const std::string& text = script.text;
  std::size_t value = text.find_first_not_of("\"' \t", key + name.size());
  if (value == text.npos || text[value] != '=') return "";
  value = text.find_first_not_of(" \t", value + 1);
  if (value == text.npos) return "";
  const bool list = text[value] == '[';
  const char closing = list ? ']' : text[value];
  const std::size_t last = std::min(text.find(list ? "\n[[" : "\n", value), text.size());
  const std::size_t line = text.rfind('\n', key) == text.npos ? 0 : text.rfind('\n', key) + 1;
  for (std::size_t end = text.find(closing, value + 1); end < last;
       end = text.find(closing, end + 1)) {
    const std::string made = parents.empty()
                                 ? text.substr(0, line) + text.substr(after_line(text, end))
                                 : text.substr(0, value) + value_of(parents) + text.substr(end + 1);
    if (is_wanted(made, script, parents)) return made;
  }
  return "";
}

// The text with a line of its own for the key, below that of `revision` and written like it.
std::string added(const std::string& text, std::size_t key,
                  const std::vector<std::string>& parents) {
  const std::size_t first = text.size() - without_byte_order_mark(text).size();
  const std::size_t line = text.rfind('\n', key) == text.npos ? first : text.rfind('\n', key) + 1;
  const std::size_t next = after_line(text, key);
  const std::string indent = text.substr(line, text.find("revision", line) - line);
  const bool crlf = next >= 2 && text[next - 2] == '\r';
  const std::string opened = next == text.size() && !text.ends_with('\n') ? "\n" : "";
  return text.substr(0, next) + opened + indent + "down_revision = " + value_of(parents) +
         (crlf ? "\r\n" : "\n") + text.substr(next);
}

}  // namespace

std::string with_down_revision(const Revision& script, const std::vector<std::string>& parents) {
  const bool has_key = !script.down_revisions.empty();
  const std::string name = has_key ? "down_revision" : "revision";
  const std::string& text = script.text;
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::string made =
        has_key ? changed(script, at, name, parents) : added(text, at, parents);
    if (!made.empty() && is_wanted(made, script, parents)) return made;
  }
  throw MigrateError(script.path.string() +
                     ": cannot find where its header says the down_revision; write it by hand");
}

}  // namespace retort::migrate::detail
