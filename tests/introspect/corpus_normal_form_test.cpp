// Real schemas: whether the database beside them has them, an older version of them or nothing, the short
// way to the normal form says what the long one does. One in eight versions of each project, and its last.

#include <gtest/gtest.h>
#include <test_paths.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <retort/schema/error.h>

#include "introspect/database.h"
#include "introspect/same_metadata.h"

namespace retort {
namespace {

namespace fs = std::filesystem;

const fs::path corpus = fs::path(RETORT_SHARED_DIR) / "corpus";

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The whole schemas of a project, oldest first.
std::vector<fs::path> schemas_in(const fs::path& project) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(project))
    if (entry.path().extension() == ".sql" && entry.path().stem().extension().empty())
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

// What a way says: the texts, or the message.
template <class Way>
std::string said(Way way) try {
  engine::Connection scratch = empty_database();
  return texts_of(way(scratch));
} catch (const Error& error) {
  return error.what();
}

void expect_same(const fs::path& file, const fs::path& there) {
  const std::string ddl = text_of(file);
  engine::Connection beside = empty_database();
  if (!there.empty()) {
    try {
      beside.execute_script(text_of(there));
    } catch (const Error&) {
      // What an SQLite without some module has not is not there.
    }
  }
  EXPECT_EQ(said([&](auto& scratch) { return introspect::normal_form(scratch, ddl, &beside); }),
            said([&](auto& scratch) { return introspect::normalise(scratch, ddl); }))
      << file << " beside " << there;
}

TEST(CorpusNormalForm, TheShortWaySaysWhatTheLongOneDoes) {
  if (!fs::is_directory(corpus)) GTEST_SKIP() << "there is no corpus of schemas at " << corpus;
  constexpr std::size_t stride = 8;
  std::size_t compared = 0;
  for (const fs::directory_entry& project : fs::directory_iterator(corpus)) {
    if (!project.is_directory()) continue;
    const std::vector<fs::path> files = schemas_in(project.path());
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (i % stride != 0 && i + 1 != files.size()) continue;
      for (const fs::path& there : {files[i], i == 0 ? fs::path() : files[i - 1]})
        expect_same(files[i], there);
      ++compared;
    }
  }
  EXPECT_GT(compared, 100);
}

}  // namespace
}  // namespace retort
