// Suggestions for mistyped words.

#include <retort/schema/detail/nearest.h>

#include <gtest/gtest.h>

namespace retort::schema::detail {
namespace {

TEST(Nearest, FindsASlip) {
  EXPECT_EQ(nearest("colums", {"checks", "columns", "name"}), "columns");
  EXPECT_EQ(nearest("nmae", {"columns", "name"}), "name");
  EXPECT_EQ(nearest("nam", {"columns", "name"}), "name");
}

TEST(Nearest, LeavesStrangersAlone) {
  EXPECT_EQ(nearest("colour", {"name", "strict"}), "");
  EXPECT_EQ(nearest("x", {}), "");
}

TEST(DidYouMean, IsSilentWithoutASuggestion) {
  EXPECT_EQ(did_you_mean("strct", {"strict"}), " (did you mean \"strict\"?)");
  EXPECT_EQ(did_you_mean("colour", {"strict"}), "");
}

}  // namespace
}  // namespace retort::schema::detail
