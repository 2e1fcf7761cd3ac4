// What the readers of all tools have in common: files, names, versions, marks in comments.

#include <algorithm>
#include <system_error>

#include <retort/migrate/detail/foreign_script.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

template <class Iterator, class Wanted>
std::vector<fs::path> entries(const fs::path& folder, Wanted wanted) {
  std::vector<fs::path> found;
  try {
    for (const fs::directory_entry& entry : Iterator(folder))
      if (!entry.path().filename().string().starts_with('.') && wanted(entry))
        found.push_back(entry.path());
  } catch (const fs::filesystem_error& error) {
    throw MigrateError("cannot read the folder " + folder.string() + ": " + error.code().message());
  }
  std::ranges::sort(found);
  return found;
}

// The number at the beginning of a version, without zeros before it; takes it and what parts it from
// the next one away.
std::string_view take_number(std::string_view& version) {
  std::size_t end = 0;
  while (end < version.size() && is_digit(version[end])) ++end;
  std::string_view number = version.substr(0, end);
  version.remove_prefix(std::min(version.size(), end + 1));
  while (number.starts_with('0')) number.remove_prefix(1);
  return number;
}

// A date such as 2018-01-14-171611 is one number.
std::string without_dashes_of_date(std::string_view stem) {
  const bool is_date = stem.size() > 10 && stem[4] == '-' && stem[7] == '-' &&
                       std::ranges::all_of(stem.substr(0, 4), is_digit) &&
                       std::ranges::all_of(stem.substr(5, 2), is_digit) &&
                       std::ranges::all_of(stem.substr(8, 2), is_digit);
  std::string result(stem);
  if (!is_date) return result;
  std::size_t end = 0;
  while (end < result.size() && (is_digit(result[end]) || result[end] == '-')) ++end;
  const std::string rest = result.substr(end);
  result.resize(end);
  std::erase(result, '-');
  return result + rest;
}

}  // namespace

std::vector<fs::path> files_ending(const fs::path& folder, std::string_view ending,
                                   bool recursive) {
  const auto wanted = [&](const fs::directory_entry& entry) {
    return entry.is_regular_file() && entry.path().filename().string().ends_with(ending);
  };
  return recursive ? entries<fs::recursive_directory_iterator>(folder, wanted)
                   : entries<fs::directory_iterator>(folder, wanted);
}

std::vector<fs::path> folders_in(const fs::path& folder) {
  return entries<fs::directory_iterator>(
      folder, [](const fs::directory_entry& entry) { return entry.is_directory(); });
}

std::string read_foreign(const fs::path& file) {
  return std::string(without_byte_order_mark(read_text_file(file, "cannot read the script")));
}

ForeignScript named_script(std::string_view stem, const fs::path& source) {
  ForeignScript script{.source = source};
  const std::string text = without_dashes_of_date(stem);
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  script.version = text.substr(0, end);
  script.name = text.substr(std::min(text.size(), text.find_first_not_of("_-. ", end)));
  return script;
}

ForeignScript versioned_script(std::string_view stem, const fs::path& source) {
  ForeignScript script = named_script(stem, source);
  if (script.version.empty()) fail_import(source, "its name does not begin with a version");
  return script;
}

std::string marked(std::string_view line, std::string_view mark) {
  if (!line.starts_with("--")) return "";
  line = trimmed(line.substr(2));
  if (line.size() < mark.size() || !schema::same_name(line.substr(0, mark.size()), mark)) return "";
  return lower(trimmed(line.substr(mark.size())));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

bool version_less(ForeignTool tool, std::string_view left, std::string_view right) {
  if (tool == ForeignTool::dbmate || tool == ForeignTool::diesel) return left < right;
  while (!left.empty() || !right.empty()) {
    const std::string_view a = take_number(left);
    const std::string_view b = take_number(right);
    if (a.size() != b.size()) return a.size() < b.size();
    if (a != b) return a < b;
  }
  return false;
}

void fail_import(const fs::path& file, const std::string& what) {
  throw MigrateError(file.string() + ": " + what);
}

}  // namespace retort::migrate::detail
