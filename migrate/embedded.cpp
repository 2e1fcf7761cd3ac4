#include <retort/migrate/embedded.h>

#include <retort/migrate/database_graph.h>

namespace retort::migrate {

namespace {

Revision read(const EmbeddedFile& file) {
  std::string text;
  for (const std::string_view piece : file.pieces) text += piece;
  return parse_revision(std::move(text), file.path);
}

// What was squashed may have been the result of a squash itself.
void take_originals(Revision& revision, std::span<const EmbeddedFile> squashed) {
  if (revision.replaces.empty()) return;
  const std::filesystem::path folder = folder_of_originals(revision);
  std::vector<Revision> originals;
  for (const EmbeddedFile& file : squashed) {
    if (std::filesystem::path(file.path).parent_path() != folder) continue;
    originals.push_back(read(file));
    take_originals(originals.back(), squashed);
  }
  revision.originals = std::make_shared<const std::vector<Revision>>(std::move(originals));
}

}  // namespace

std::vector<Revision> read_revisions(const EmbeddedScripts& scripts) {
  std::vector<Revision> revisions;
  revisions.reserve(scripts.files.size());
  for (const EmbeddedFile& file : scripts.files) {
    revisions.push_back(read(file));
    take_originals(revisions.back(), scripts.squashed);
  }
  return revisions;
}

}  // namespace retort::migrate
