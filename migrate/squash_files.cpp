// write_squash(): the old scripts go to their folder, the new one comes in their place.

#include <unistd.h>

#include <ranges>

#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/migrate/squash.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

// The originals, and the originals of those among them that were squashed before.
void copy_originals(const std::vector<Revision>& originals, const fs::path& folder) {
  fs::create_directories(folder);
  for (const Revision& original : originals) {
    fs::path name = original.path.filename();
    // Two version locations may have files of one name.
    if (fs::exists(folder / name)) name = original.revision + "_" + name.string();
    fs::copy_file(original.path, folder / name);
    const fs::path inner = folder_of_originals(original);
    if (!original.replaces.empty() && fs::exists(inner)) {
      fs::create_directories(folder / "squashed");
      fs::copy(inner, folder / "squashed" / original.revision, fs::copy_options::recursive);
    }
  }
}

// A folder takes the place of another one, which may be there already.
void put_folder(const fs::path& made, const fs::path& place) {
  const fs::path old = made.string() + ".old";
  if (fs::exists(place)) fs::rename(place, old);
  fs::rename(made, place);
  fs::remove_all(old);
}

// In an order in which the history can be read after each step: the script with the last id changes
// first, then the others go, newest first.
void exchange(const Squash& squash) {
  const fs::path& last = squash.originals.back().path;
  const fs::path& path = squash.script.path;
  const bool in_place = last.extension() == path.extension();
  if (in_place) {
    detail::replace_file(last, squash.script.text);
  } else {
    detail::write_new_file(path, squash.script.text);
    fs::remove(last);
  }
  for (const Revision& original : squash.originals | std::views::reverse) {
    if (original.path != last) fs::remove(original.path);
    if (original.revision != squash.script.revision) fs::remove_all(folder_of_originals(original));
  }
  if (!in_place || last == path) return;
  if (fs::exists(path))
    throw MigrateError("the squashed script stays in " + last.string() +
                       ", since there is a file " + path.string());
  fs::create_directories(path.parent_path());
  fs::rename(last, path);
}

}  // namespace

void write_squash(const Squash& squash) {
  const fs::path place = folder_of_originals(squash.script);
  const fs::path made =
      place.parent_path() / ("." + squash.script.revision + "." + std::to_string(::getpid()));
  try {
    fs::remove_all(made);
    copy_originals(squash.originals, made);
    put_folder(made, place);
    exchange(squash);
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    fs::remove_all(made, ignored);
    throw MigrateError("cannot move the scripts that were squashed: " + std::string(error.what()));
  }
}

}  // namespace retort::migrate
