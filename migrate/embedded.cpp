#include <retort/migrate/embedded.h>

namespace retort::migrate {

std::vector<Revision> read_revisions(const EmbeddedScripts& scripts) {
  std::vector<Revision> revisions;
  revisions.reserve(scripts.files.size());
  for (const EmbeddedFile& file : scripts.files) {
    std::string text;
    for (const std::string_view piece : file.pieces) text += piece;
    revisions.push_back(parse_revision(std::move(text), file.path));
  }
  return revisions;
}

}  // namespace retort::migrate
