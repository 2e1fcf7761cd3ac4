// Real schemas, for tests of what reads them: the histories and snapshots that lie beside the
// repository in shared/corpus. Where that folder is missing, tests skip and say so.

#pragma once

#include <gtest/gtest.h>

#include <test_paths.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace retort::corpus {

inline const std::filesystem::path& folder() {
  static const std::filesystem::path path = std::filesystem::path(RETORT_SHARED_DIR) / "corpus";
  return path;
}

/// The projects, each a folder of versions NNNN.sql; "none" alone where there is no corpus, so that
/// tests that take a project have one to skip with.
inline std::vector<std::string> projects() {
  std::vector<std::string> names;
  if (std::filesystem::exists(folder()))
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
      if (std::filesystem::exists(entry.path() / "index.json") ||
          entry.path().stem() == "snapshots")
        names.push_back(entry.path().filename());
  std::ranges::sort(names);
  return names.empty() ? std::vector<std::string>{"none"} : names;
}

/// The schemas of a project, oldest first; the scripts between them (NNNN.step.sql) are left out.
inline std::vector<std::filesystem::path> schemas(const std::string& project) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder() / project)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder() / project))
    if (entry.path().extension() == ".sql" && !entry.path().stem().has_extension())
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

inline std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

/// The name of a parameterised test.
inline std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace retort::corpus

/// Skips the test where the corpus is missing.
#define RETORT_NEEDS_CORPUS()                             \
  if (!std::filesystem::exists(retort::corpus::folder())) \
  GTEST_SKIP() << "no corpus of real schemas at " << retort::corpus::folder()
