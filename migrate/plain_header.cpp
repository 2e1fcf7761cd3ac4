#include <retort/migrate/detail/plain_header.h>

#include <algorithm>
#include <vector>

#include <retort/migrate/detail/revision_name.h>

namespace retort::migrate::detail {

namespace {

// One line, taken from its front. What is not there as asked for takes nothing.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) { skip_blanks(); }

  bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
  }

  std::string_view take_key() {
    const auto is_key = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const auto end = std::ranges::find_if_not(rest_, is_key);
    return take_front(static_cast<std::size_t>(end - rest_.begin()));
  }

  // Between quotes, with nothing in it that means something else than itself.
  std::optional<std::string_view> take_text() {
    if (!rest_.starts_with('"')) return std::nullopt;
    const auto ends = [](char c) { return c == '"' || c == '\\'; };
    const auto found = std::ranges::find_if(rest_.substr(1), ends);
    const auto end = static_cast<std::size_t>(found - rest_.begin());
    if (end == rest_.size() || rest_[end] != '"') return std::nullopt;
    const std::string_view text = rest_.substr(1, end - 1);
    take_front(end + 1);
    return text;
  }

  std::string_view take_rest() {
    return take_front(std::min(rest_.find_last_not_of(" \t") + 1, rest_.size()));
  }

 private:
  std::string_view take_front(std::size_t size) {
    const std::string_view front = rest_.substr(0, size);
    rest_.remove_prefix(size);
    skip_blanks();
    return front;
  }

  void skip_blanks() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

// What could be half of a letter, or is no text at all, is left to the parser.
bool is_ascii_text(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; });
}

// "2026-11-22T11:30:00Z", of which the parser makes the same text. The last days of a month are left to
// it, and so are leap seconds.
bool is_plain_time(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
  const auto between = [&](std::size_t at, int least, int most) {
    const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
    return value >= least && value <= most;
  };
  return between(5, 1, 12) && between(8, 1, 28) && between(11, 0, 23) && between(14, 0, 59) &&
         between(17, 0, 59);
}

// One name or a list of them.
bool read_names(Line& line, std::vector<std::string>& names) {
  const auto read_one = [&] {
    const auto name = line.take_text();
    if (!name || !fault_of_name(*name).empty() || std::ranges::find(names, *name) != names.end())
      return false;
    names.emplace_back(*name);
    return true;
  };
  if (!line.take('[')) return read_one();
  do {
    if (!read_one()) return false;
  } while (line.take(','));
  return line.take(']');
}

class PlainHeader {
 public:
  bool read(Line line) {
    if (line.at_end() || line.take('#')) return true;
    const std::string_view key = line.take_key();
    if (key.empty() || std::ranges::find(keys_, key) != keys_.end()) return false;
    keys_.push_back(key);
    return line.take('=') && read_value(key, line) && line.at_end();
  }

  std::optional<Revision> header() && {
    if (header_.revision.empty()) return std::nullopt;
    return std::move(header_);
  }

 private:
  bool read_value(std::string_view key, Line& line) {
    if (key == "revision") {
      const auto id = line.take_text();
      if (!id || !fault_of_name(*id).empty()) return false;
      header_.revision = *id;
      return true;
    }
    if (key == "down_revision") return read_names(line, header_.down_revisions);
    if (key == "depends_on") return read_names(line, header_.depends_on);
    if (key == "branch_labels") return read_names(line, header_.branch_labels);
    if (key == "replaces") return read_names(line, header_.replaces);
    if (key == "message") {
      const auto message = line.take_text();
      if (message) header_.message = *message;
      return message.has_value();
    }
    if (key == "created") {
      header_.created = line.take_rest();
      return is_plain_time(header_.created);
    }
    if (key == "allow_destructive") {
      const std::string_view word = line.take_rest();
      header_.allow_destructive = word == "true";
      return word == "true" || word == "false";
    }
    return false;
  }

  Revision header_;
  std::vector<std::string_view> keys_;
};

}  // namespace

std::optional<Revision> read_plain_header(std::string_view header) {
  if (!is_ascii_text(header)) return std::nullopt;
  PlainHeader plain;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    if (!plain.read(Line(header.substr(0, end)))) return std::nullopt;
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return std::move(plain).header();
}

}  // namespace retort::migrate::detail
