// Scripts on disk: their names, and reading a folder of them.

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <random>
#include <system_error>

#include <retort/migrate/detail/slug.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/migrate/script.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

// Letters and digits; what lies outside ASCII is kept, so that a message in any language has a
// slug.
bool is_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

bool is_script_name(std::string_view name) {
  return !name.starts_with('.') && (name.ends_with(".toml") || name.ends_with(".sql"));
}

bool is_script(const fs::directory_entry& entry) {
  return is_script_name(entry.path().filename().native()) && entry.is_regular_file();
}

[[noreturn]] void fail_to_read(const fs::path& folder, const std::error_code& code) {
  throw fs::filesystem_error("", folder, code);
}

// Without a path for each entry: those would cost more than the folder.
std::vector<std::string> script_names(const fs::path& folder) {
  struct Close {
    void operator()(DIR* open) const { ::closedir(open); }
  };
  const std::unique_ptr<DIR, Close> open(::opendir(folder.c_str()));
  if (!open) fail_to_read(folder, {errno, std::generic_category()});
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    if (is_script_name(entry->d_name) &&
        (entry->d_type == DT_REG || fs::is_regular_file(folder / entry->d_name)))
      names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) fail_to_read(folder, {errno, std::generic_category()});
  std::ranges::sort(names);
  return names;
}

std::vector<fs::path> script_paths(const fs::path& folder, bool recursive) {
  std::vector<fs::path> files;
  if (!recursive) {
    for (const std::string& name : script_names(folder)) files.push_back(folder / name);
    return files;
  }
  for (fs::recursive_directory_iterator entry(folder); entry != fs::end(entry); ++entry) {
    if (is_script(*entry)) files.push_back(entry->path());
    // What was squashed is no part of the history any more.
    if (entry->path().filename() == "squashed") entry.disable_recursion_pending();
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string detail::slug(std::string_view message, std::size_t longest) {
  std::string result;
  for (const char c : message) {
    if (is_word(c))
      result += lower(c);
    else if (!result.empty() && result.back() != '_')
      result += '_';
  }
  if (result.ends_with('_')) result.pop_back();
  if (result.size() <= longest) return result;
  // Back to the end of a word, or of a letter where a single word is that long.
  std::size_t end = result.rfind('_', longest);
  if (end == std::string::npos)
    for (end = longest; continues_code_point(result[end]);) --end;
  return result.substr(0, end);
}

Script read_script(const fs::path& path) {
  return parse_script(detail::read_text_file(path, "cannot read the script"), path);
}

std::vector<Revision> read_revisions(const fs::path& folder, bool recursive) {
  std::vector<fs::path> files;
  try {
    if (!fs::is_directory(folder))
      throw MigrateError(folder.string() +
                         ": there is no such folder of scripts; `migrate init` makes one, and "
                         "script_location in the configuration names it");
    files = script_paths(folder, recursive);
  } catch (const fs::filesystem_error& error) {
    const fs::path& place = error.path1().empty() ? folder : error.path1();
    throw MigrateError("cannot read the folder of scripts " + place.string() + ": " +
                       error.code().message());
  }
  std::vector<Revision> revisions;
  revisions.reserve(files.size());
  for (const fs::path& file : files)
    revisions.push_back(
        parse_revision(detail::read_regular_file(file, "cannot read the script"), file));
  return revisions;
}

std::string new_revision_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device device;
  std::uniform_int_distribution<std::size_t> digit(0, digits.size() - 1);
  std::string id;
  for (int i = 0; i < 12; ++i) id += digits[digit(device)];
  return id;
}

std::string script_file_name(const Script& script) {
  const std::string words = detail::slug(script.message, 40);
  return script.revision + (words.empty() ? "" : "_" + words) + ".toml";
}

}  // namespace retort::migrate
