#include <gtest/gtest.h>

#include <retort/schema/error.h>
#include <retort/schema/naming.h>

namespace retort::schema {
namespace {

Metadata two_tables() {
  Metadata metadata;
  metadata.tables.push_back({.name = "p",
                             .columns = {{.name = "k"}, {.name = "l"}},
                             .primary_key = PrimaryKey{.columns = indexed({"k", "l"})}});
  metadata.tables.push_back(
      {.name = "t",
       .columns = {{.name = "a"}, {.name = "b"}},
       .uniques = {{.columns = indexed({"a", "b"})}},
       .foreign_keys = {{.columns = {"a", "b"}, .referred_table = "p"}},
       .checks = {{"", "b > 0"}},
       .indexes = {{.columns = {{.expression = "lower(a)"}, {.column = "b"}}}}});
  return metadata;
}

Table named(const NamingConvention& convention) {
  Metadata metadata = two_tables();
  apply(convention, metadata);
  return metadata.tables[1];
}

TEST(Naming, FillsInEveryToken) {
  EXPECT_EQ(named({{"uq", "uq_%(table_name)s_%(column_0_name)s"}}).uniques[0].name, "uq_t_a");
  EXPECT_EQ(
      named({{"uq", "%(column_0N_name)s.%(column_0_N_key)s.%(column_1_label)s%%"}}).uniques[0].name,
      "ab.a_b.t_b%");
  EXPECT_EQ(named({{"uq", "%(column_0_N_label)s"}}).uniques[0].name, "t_a_t_b");
  EXPECT_EQ(named({{"fk", "fk_%(referred_table_name)s_%(referred_column_0_N_name)s"}})
                .foreign_keys[0]
                .name,
            "fk_p_k_l");
  EXPECT_EQ(named({{"ck", "ck_%(column_0_name)s"}}).checks[0].name, "ck_b");
  EXPECT_EQ(named({{"ix", "ix_%(column_0_N_name)s"}}).indexes[0].name, "ix_expr_b");
}

TEST(Naming, AnIndexHasADefaultAndNothingElseHas) {
  const Table table = named({});
  EXPECT_EQ(table.indexes[0].name, "ix_t_expr");
  EXPECT_EQ(table.uniques[0].name, "");
  EXPECT_EQ(table.checks[0].name, "");
}

TEST(Naming, AGivenNameStaysOrGoesIntoTheConvention) {
  Metadata metadata = two_tables();
  metadata.tables[1].uniques[0].name = "mine";
  metadata.tables[1].checks[0].name = "positive";
  const NamingConvention convention = {{"uq", "uq_%(table_name)s"},
                                       {"ck", "ck_%(table_name)s_%(constraint_name)s"}};
  for (int again = 0; again < 2; ++again) {
    apply(convention, metadata);
    EXPECT_EQ(metadata.tables[1].uniques[0].name, "mine");
    EXPECT_EQ(metadata.tables[1].checks[0].name, "ck_t_positive");
  }
  metadata.tables[1].checks[0].name = "";
  apply(convention, metadata);
  EXPECT_EQ(metadata.tables[1].checks[0].name, "");
}

TEST(Naming, RefusesWhatItCannotFillIn) {
  EXPECT_THROW(named({{"uq", "%(nonsense)s"}}), Error);
  EXPECT_THROW(named({{"uq", "50%"}}), Error);
  EXPECT_THROW(named({{"uq", "%(column_7_name)s"}}), Error);
  EXPECT_THROW(named({{"uq", "%(referred_table_name)s"}}), Error);
}

TEST(Naming, RefusesOneNameForTwo) {
  Metadata metadata = two_tables();
  metadata.tables[1].checks.push_back({"", "a > 0"});
  EXPECT_THROW(apply({{"ck", "ck_%(table_name)s"}}, metadata), Error);
}

}  // namespace
}  // namespace retort::schema
