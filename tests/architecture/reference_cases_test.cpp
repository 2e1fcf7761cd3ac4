// Every case of section 5 of the SQLAlchemy reference has a test, by its number: CaseNN at the beginning
// of a test's name. The reference lies beside the project, and not with everybody who builds it.

#include <gtest/gtest.h>

#include <test_paths.h>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

/// The numbers at the beginnings of lines, from the heading of section 5 on.
std::set<int> numbers_of(const fs::path& reference) {
  std::set<int> numbers;
  std::ifstream stream(reference);
  const std::regex item(R"(^(\d+)\. \*\*.*)");
  bool inside = false;
  std::smatch found;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("# ")) inside = line.starts_with("# 5");
    if (inside && std::regex_match(line, found, item)) numbers.insert(std::stoi(found[1]));
  }
  return numbers;
}

std::set<int> tested_numbers() {
  std::set<int> numbers;
  const std::regex name(R"(^TEST(?:_F)?\(\w+, Case(\d+).*)");
  std::smatch found;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(RETORT_SOURCE_DIR) / "tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      if (std::regex_match(line, found, name)) numbers.insert(std::stoi(found[1]));
    }
  }
  return numbers;
}

TEST(ReferenceCases, EachHasATestByItsNumber) {
  const fs::path reference = fs::path(RETORT_SHARED_DIR) / "reference/sqlalchemy.md";
  if (!fs::exists(reference)) GTEST_SKIP() << reference << " is not there";
  const std::set<int> wanted = numbers_of(reference);
  EXPECT_GT(wanted.size(), 60U);
  const std::set<int> tested = tested_numbers();
  for (const int number : wanted) EXPECT_TRUE(tested.contains(number)) << "case " << number;
}

}  // namespace
