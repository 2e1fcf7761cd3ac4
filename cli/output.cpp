#include <retort/cli/detail/output.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace retort::cli::detail {

namespace {

std::string joined(const std::vector<std::string>& ids) {
  if (ids.empty()) return "<base>";
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::string with_message(std::string text, const migrate::Revision& script) {
  return script.message.empty() ? text : std::move(text) + ", " + script.message;
}

}  // namespace

std::string line(const migrate::Revision& script, const migrate::Graph& graph) {
  std::string text = joined(script.down_revisions);
  if (!script.depends_on.empty()) text += " (" + joined(script.depends_on) + ")";
  text += " -> " + script.revision;
  if (!script.branch_labels.empty()) text += " (" + joined(script.branch_labels) + ")";
  const std::vector<const migrate::Revision*> heads = graph.heads();
  if (std::ranges::find(heads, &script) != heads.end()) text += " (head)";
  if (script.down_revisions.size() > 1) text += " (mergepoint)";
  return with_message(std::move(text), script);
}

std::string line(const migrate::Move& move) {
  const std::string parents = joined(move.revision->down_revisions);
  const bool up = move.direction == migrate::Direction::upgrade;
  std::string text = up ? "upgrade " + parents + " -> " + move.revision->revision
                        : "downgrade " + move.revision->revision + " -> " + parents;
  return with_message(std::move(text), *move.revision);
}

bool wants_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

}  // namespace retort::cli::detail
