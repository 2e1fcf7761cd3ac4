// The house, as docs/architecture.md tells it: an include may only point down, and a database's own
// header is seen in its own folder alone. Reads every include of every source.

#include <gtest/gtest.h>

#include <test_paths.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// Which parts a part may include. A part may always include itself.
const std::map<std::string, std::set<std::string>> below = {
    {"schema", {}},
    {"engine", {"schema"}},
    {"introspect", {"engine", "schema"}},
    {"migrate", {"introspect", "engine", "schema"}},
    {"orm", {"engine", "schema"}},
    {"cli", {"migrate", "introspect", "engine", "schema"}},
};

struct Include {
  std::string file;  // relative to the root
  int line;
  std::string header;
};

// The header that a line includes, if it does.
std::optional<std::string> included(const std::string& line) {
  constexpr const char* space = " \t";
  std::size_t at = line.find_first_not_of(space);
  if (at == std::string::npos || line[at] != '#') return std::nullopt;
  at = line.find_first_not_of(space, at + 1);
  if (at == std::string::npos || line.compare(at, 7, "include") != 0) return std::nullopt;
  at = line.find_first_of("<\"", at);
  if (at == std::string::npos) return std::nullopt;
  return line.substr(at + 1, line.find_first_of(">\"", at + 1) - at - 1);
}

std::vector<Include> includes() {
  std::vector<Include> found;
  for (const auto& [part, allowed] : below) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(RETORT_SOURCE_DIR) / part)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream stream(entry.path());
      std::string text;
      for (int line = 1; std::getline(stream, text); ++line)
        if (const std::optional<std::string> header = included(text))
          found.push_back({fs::relative(entry.path(), RETORT_SOURCE_DIR).string(), line, *header});
    }
  }
  return found;
}

std::string part_of(const std::string& path) { return path.substr(0, path.find('/')); }

std::string place(const Include& include) {
  return include.file + ":" + std::to_string(include.line) + " includes " + include.header;
}

// "engine/detail/driver.h" of "retort/engine/detail/driver.h".
std::optional<std::string> inside(const std::string& header) {
  const std::string prefix = "retort/";
  if (!header.starts_with(prefix)) return std::nullopt;
  return header.substr(prefix.size());
}

TEST(Architecture, IncludesAreFound) { EXPECT_GT(includes().size(), 200u); }

TEST(Architecture, ArrowsPointDown) {
  for (const Include& include : includes()) {
    const std::optional<std::string> target = inside(include.header);
    if (!target) continue;
    const std::string from = part_of(include.file);
    const std::string to = part_of(*target);
    EXPECT_TRUE(from == to || below.at(from).contains(to)) << place(include);
  }
}

TEST(Architecture, PartsAreIncludedByTheirFullName) {
  for (const Include& include : includes()) {
    EXPECT_FALSE(include.header.starts_with("../")) << place(include);
    EXPECT_TRUE(inside(include.header) || !fs::exists(fs::path(RETORT_SOURCE_DIR) / include.header))
        << place(include);
  }
}

TEST(Architecture, ADatabasesOwnHeaderStaysInItsFolder) {
  const std::map<std::string, std::string> headers = {{"sqlite3.h", "engine/sqlite/"},
                                                      {"libpq-fe.h", "engine/postgresql/"}};
  int seen = 0;
  for (const Include& include : includes()) {
    const auto found = headers.find(include.header);
    if (found == headers.end()) continue;
    ++seen;
    EXPECT_TRUE(include.file.starts_with(found->second)) << place(include);
  }
  EXPECT_GT(seen, 0);
}

// What is private to a database is seen by that database's folders only, in whichever part.
TEST(Architecture, ADatabaseIsKnownOnlyToItsOwnFolders) {
  std::set<std::string> databases;
  for (const auto& entry : fs::directory_iterator(fs::path(RETORT_SOURCE_DIR) / "engine"))
    if (entry.is_directory() && entry.path().filename() != "detail")
      databases.insert(entry.path().filename().string());
  ASSERT_TRUE(databases.contains("sqlite"));
  for (const Include& include : includes()) {
    const std::optional<std::string> target = inside(include.header);
    if (!target) continue;
    for (const std::string& database : databases) {
      const std::string folder = "/" + database + "/";
      if (target->find(folder) == std::string::npos) continue;
      EXPECT_NE(include.file.find(folder), std::string::npos) << place(include);
    }
  }
}

// The walks through the house name a file at each stop.
TEST(Architecture, ThePageNamesFilesThatAreThere) {
  std::ifstream stream(fs::path(RETORT_SOURCE_DIR) / "docs/architecture.md");
  const std::string page(std::istreambuf_iterator<char>(stream), {});
  int links = 0;
  const std::string link = "](../";
  for (std::size_t at = 0; (at = page.find(link, at)) != std::string::npos;) {
    at += link.size();
    const std::string file = page.substr(at, page.find_first_of(")#", at) - at);
    ++links;
    EXPECT_TRUE(fs::exists(fs::path(RETORT_SOURCE_DIR) / file)) << file;
  }
  EXPECT_GT(links, 40);
}

}  // namespace
