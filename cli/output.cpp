#include <retort/cli/detail/output.h>

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string_view>

namespace retort::cli::detail {

namespace {

std::string joined(const std::vector<std::string>& ids) {
  if (ids.empty()) return "<base>";
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

// A line has room for the first line of a message.
std::string with_message(std::string text, const migrate::Revision& script) {
  const std::string first = printable(script.message.substr(0, script.message.find('\n')));
  return first.empty() ? text : std::move(text) + ", " + first;
}

std::string id_of(const migrate::Revision& script) {
  return wants_colour() ? "\033[33m" + script.revision + "\033[0m" : script.revision;
}

std::string ends_of(const migrate::Revision& script, const migrate::Graph& graph) {
  if (graph.is_head(script)) return " (head)";
  return graph.is_effective_head(script) ? " (effective head)" : "";
}

std::string current_of(const migrate::Revision& script, const Positions* current) {
  return current != nullptr && current->contains(&script) ? " (current)" : "";
}

void add_entry(std::string& text, std::string_view name, const std::string& value) {
  if (!value.empty()) text.append(name).append(": ").append(value) += '\n';
}

std::string joined_or_empty(const std::vector<std::string>& ids) {
  return ids.empty() ? "" : joined(ids);
}

std::string joined_ids(const std::vector<const migrate::Revision*>& revisions) {
  std::vector<std::string> ids;
  for (const migrate::Revision* revision : revisions) ids.push_back(revision->revision);
  return joined(ids);
}

}  // namespace

std::string short_line(const migrate::Revision& script, const migrate::Graph& graph) {
  std::string text = id_of(script);
  if (!script.branch_labels.empty()) text += " (" + joined(script.branch_labels) + ")";
  return with_message(text + ends_of(script, graph), script);
}

std::string line(const migrate::Revision& script, const migrate::Graph& graph,
                 const Positions* current) {
  std::string text = joined(script.down_revisions);
  if (!script.depends_on.empty()) text += " (" + joined(script.depends_on) + ")";
  text += " -> " + id_of(script);
  if (!script.branch_labels.empty()) text += " (" + joined(script.branch_labels) + ")";
  text += ends_of(script, graph) + current_of(script, current);
  if (graph.children(script).size() > 1) text += " (branchpoint)";
  if (script.down_revisions.size() > 1) text += " (mergepoint)";
  return with_message(std::move(text), script);
}

std::string block(const migrate::Revision& script, const migrate::Graph& graph,
                  const Positions* current) {
  std::string text;
  add_entry(text, "Rev", id_of(script) + ends_of(script, graph) + current_of(script, current));
  add_entry(text, script.down_revisions.size() > 1 ? "Merges" : "Parent",
            joined(script.down_revisions));
  add_entry(text, "Also depends on", joined_or_empty(script.depends_on));
  if (const auto children = graph.children(script); children.size() > 1)
    add_entry(text, "Branches into", joined_ids(children));
  add_entry(text, "Branch names", joined_or_empty(script.branch_labels));
  add_entry(text, "Replaces", joined_or_empty(script.replaces));
  add_entry(text, "Created", script.created);
  add_entry(text, "Path", script.path.string());
  text += '\n';
  std::istringstream message(script.message);
  for (std::string part; std::getline(message, part);) text += "    " + printable(part) + '\n';
  return script.message.empty() ? text : text + '\n';
}

std::string line(const migrate::Move& move) {
  const std::string parents = joined(move.revision->down_revisions);
  const bool up = move.direction == migrate::Direction::upgrade;
  std::string text = up ? "upgrade " + parents + " -> " + move.revision->revision
                        : "downgrade " + move.revision->revision + " -> " + parents;
  return with_message(std::move(text), *move.revision);
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    // U+0080 to U+009F are control characters of terminals, too.
    const bool is_pair = byte == 0xc2 && next >= 0x80 && next < 0xa0;
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f || is_pair)
      result += '?';
    else
      result += text[i];
    if (is_pair) ++i;
  }
  return result;
}

bool wants_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

bool wants_unicode() {
  if (::isatty(STDOUT_FILENO) == 0) return false;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    return locale.find("UTF-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

}  // namespace retort::cli::detail
