#include <gtest/gtest.h>

#include <retort/migrate/filter.h>

namespace retort::migrate {
namespace {

using enum FilterKind;

TEST(Filter, AnEmptyOneLooksAtEverything) {
  for (const FilterKind kind : {table, view, trigger, index, column})
    EXPECT_TRUE(looks_at({}, kind, "x"));
}

TEST(Filter, PatternsMatchInEitherCase) {
  const Filter filter{.exclude = {"TMP_*", "a?c"}};
  EXPECT_FALSE(looks_at(filter, table, "tmp_"));
  EXPECT_FALSE(looks_at(filter, view, "Tmp_x"));
  EXPECT_FALSE(looks_at(filter, table, "abC"));
  EXPECT_TRUE(looks_at(filter, table, "abbc"));
  EXPECT_TRUE(looks_at(filter, table, "atmp_"));
}

TEST(Filter, ManyStarsCostLittle) {
  const std::string name(2000, 'a');
  EXPECT_FALSE(looks_at({.include = {"*a*a*a*a*a*a*a*a*b"}}, table, name));
  EXPECT_FALSE(looks_at({.exclude = {"*a*a*a"}}, table, name));
}

TEST(Filter, KindsAreApart) {
  const Filter filter{.exclude = {"index:ix_*", "column:*.internal", "trigger:*"}};
  EXPECT_TRUE(looks_at(filter, table, "ix_a"));
  EXPECT_FALSE(looks_at(filter, index, "ix_a"));
  EXPECT_FALSE(looks_at(filter, column, "t.internal"));
  EXPECT_TRUE(looks_at(filter, column, "t.internals"));
  EXPECT_FALSE(looks_at(filter, trigger, "any"));
}

TEST(Filter, IncludeIsForItsKindAndExcludeIsStronger) {
  const Filter filter{.include = {"app_*"}, .exclude = {"app_tmp"}};
  EXPECT_TRUE(looks_at(filter, table, "app_t"));
  EXPECT_FALSE(looks_at(filter, table, "t"));
  EXPECT_FALSE(looks_at(filter, table, "app_tmp"));
  EXPECT_TRUE(looks_at(filter, index, "ix")) << "no pattern is about indexes";
}

TEST(Filter, AKindThatThereIsNotIsAFault) {
  EXPECT_EQ(fault_of_pattern("tmp_*"), "");
  EXPECT_EQ(fault_of_pattern("view:*"), "");
  EXPECT_NE(fault_of_pattern("views:*").find("did you mean \"view\""), std::string::npos);
  EXPECT_NE(fault_of_pattern("a b:*"), "");
}

}  // namespace
}  // namespace retort::migrate
