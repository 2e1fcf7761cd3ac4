// The unified format, held against what `diff -u` prints for the same texts.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include <retort/migrate/detail/line_diff.h>

namespace retort::migrate::detail {
namespace {

// One letter a line.
std::vector<std::string> lines(const std::string& letters) {
  std::vector<std::string> result;
  for (const char letter : letters) result.emplace_back(1, letter);
  return result;
}

// "@@ -1,4 +1,4 @@|-a|+b| c" for the hunks between two texts.
std::string hunks(const std::string& from, const std::string& to) {
  std::string text = unified_hunks(lines(from), lines(to));
  for (char& c : text)
    if (c == '\n') c = '|';
  return text;
}

TEST(LineDiff, IsEmptyForEqualTexts) {
  EXPECT_EQ(hunks("", ""), "");
  EXPECT_EQ(hunks("abc", "abc"), "");
}

TEST(LineDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(hunks("abcdefghi", "abcdXfghi"), "@@ -2,7 +2,7 @@| b| c| d|-e|+X| f| g| h|");
}

TEST(LineDiff, JoinsChangesThatAreNear) {
  EXPECT_EQ(hunks("abcdefgh", "Xbcdefgh"), "@@ -1,4 +1,4 @@|-a|+X| b| c| d|");
  EXPECT_EQ(hunks("abcdefgh", "XbcdefgX"), "@@ -1,8 +1,8 @@|-a|+X| b| c| d| e| f| g|-h|+X|");
  EXPECT_EQ(hunks("abcdefghi", "XbcdefghX"),
            "@@ -1,4 +1,4 @@|-a|+X| b| c| d|@@ -6,4 +6,4 @@| f| g| h|-i|+X|");
}

TEST(LineDiff, CountsTheLinesOfEachSide) {
  EXPECT_EQ(hunks("", "ab"), "@@ -0,0 +1,2 @@|+a|+b|");
  EXPECT_EQ(hunks("ab", ""), "@@ -1,2 +0,0 @@|-a|-b|");
  EXPECT_EQ(hunks("abcd", "abXYcd"), "@@ -1,4 +1,6 @@| a| b|+X|+Y| c| d|");
  EXPECT_EQ(hunks("abcab", "cabX"), "@@ -1,5 +1,4 @@|-a|-b| c| a| b|+X|");
}

// The first text with the hunks applied to it, which has to be the second.
std::string patched(const std::string& from, const std::string& hunks) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = 0; at < hunks.size(); at = hunks.find('\n', at) + 1) {
    if (hunks[at] == '@') {
      const std::size_t first = std::stoul(hunks.substr(at + 4));
      const bool empty = hunks[hunks.find(',', at) + 1] == '0';
      const std::size_t begin = empty ? first : first - 1;
      result += from.substr(done, begin - done);
      done = begin;
      continue;
    }
    if (hunks[at] != '+') ++done;
    if (hunks[at] != '-') result += hunks[at + 1];
  }
  return result + from.substr(done);
}

TEST(LineDiff, MakesTheSecondTextOfTheFirst) {
  std::mt19937 random(1);
  const auto text = [&] {
    std::string letters(random() % 30, ' ');
    for (char& c : letters) c = static_cast<char>('a' + random() % 4);
    return letters;
  };
  for (int i = 0; i < 500; ++i) {
    const std::string from = text();
    const std::string to = text();
    EXPECT_EQ(patched(from, unified_hunks(lines(from), lines(to))), to) << from;
  }
}

}  // namespace
}  // namespace retort::migrate::detail
