// to_text of values: what a person sees in errors and logs.

#include <gtest/gtest.h>

#include <limits>

#include <retort/engine/value.h>

namespace retort::engine {
namespace {

TEST(ValueText, LooksLikeSql) {
  EXPECT_EQ(to_text(Value{}), "NULL");
  EXPECT_EQ(to_text(Value{std::int64_t{-3}}), "-3");
  EXPECT_EQ(to_text(Value{2.5}), "2.5");
  EXPECT_EQ(to_text(Value{2.0}), "2.0");
  EXPECT_EQ(to_text(Value{1e300}), "1e+300");
  EXPECT_EQ(to_text(Value{std::numeric_limits<double>::infinity()}), "inf");
  EXPECT_EQ(to_text(Value{"it's"}), "'it''s'");
  EXPECT_EQ(to_text(Value{Blob{std::byte{0}, std::byte{255}}}), "x'00ff'");
}

TEST(ValueText, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(to_text(Value{std::string(200, 'a')}), "'" + std::string(200, 'a') + "'");
  EXPECT_EQ(to_text(Value{std::string(203, 'a')}),
            "'" + std::string(200, 'a') + "'... (3 more characters)");
  EXPECT_EQ(to_text(Value{std::string(199, 'a') + "üü"}),
            "'" + std::string(199, 'a') + "'... (2 more characters)");
}

TEST(ValueText, CutsLongBlobs) {
  EXPECT_EQ(to_text(Value{Blob(101)}), "x'" + std::string(200, '0') + "'... (1 more bytes)");
}

TEST(ValueText, ListsParameters) {
  const std::vector<Value> values = {std::int64_t{3}, "text", Null{}};
  EXPECT_EQ(to_text(values), "(3, 'text', NULL)");
  EXPECT_EQ(to_text(std::span<const Value>()), "()");
}

TEST(ValueText, CutsLongLists) {
  const std::string text = to_text(std::vector<Value>(40, Value{std::int64_t{1}}));
  EXPECT_TRUE(text.ends_with("1, 1, ... (8 more values))")) << text;
}

}  // namespace
}  // namespace retort::engine
