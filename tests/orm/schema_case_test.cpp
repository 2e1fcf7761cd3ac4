// Cases 78 and 79 of the reference: types that refuse values, and the order of CREATE statements.

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/types/enumeration.h>
#include <retort/schema/metadata.h>

#include "orm/case_models.h"

namespace schema_case {
enum class Colour { red, green };
}

template <>
struct retort::orm::StoredEnum<schema_case::Colour>
    : retort::orm::by_name<schema_case::Colour::red, schema_case::Colour::green> {};

namespace schema_case {

using namespace retort::test::cases;

template <class As>
struct PaintModel {
  static constexpr auto table_name = "paint";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "colour", Colour> colour{};
  Column<As, "colour_checked", Colour, checked> colour_checked{};
  Column<As, "wet", bool> wet{};
};
using Paint = Entity<PaintModel>;
inline constexpr auto paints = table<PaintModel>;

using TypesCaseTest = CaseTest<PaintModel>;

TEST_F(TypesCaseTest, Case78WhatIsStoredAndWhatIsRefused) {
  session.add(Paint{.colour = Colour::green, .wet = true});
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM paint"), Lines{"(1, 'green', 'red', 1)"});
  EXPECT_THROW(run("UPDATE paint SET colour_checked = 'blue'"), retort::engine::CheckViolation);
  session.close();
  run("UPDATE paint SET colour = 'blue'");
  EXPECT_THROW(session.query(paints).all(), ConversionError);
  session.rollback();
  run("UPDATE paint SET colour = 'red', wet = 2");
  EXPECT_THROW(session.query(paints).all(), ConversionError);
}

template <class As>
struct BModel;
template <class As>
struct AModel;

template <class As>
struct CModel {
  static constexpr auto table_name = "c";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "b_id", std::optional<std::int64_t>, references<BModel, "id">, indexed<"ix_c_b_id">>
      b_id{};
};
template <class As>
struct BModel {
  static constexpr auto table_name = "b";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "a_id", std::optional<std::int64_t>, references<AModel, "id">> a_id{};
};
template <class As>
struct AModel {
  static constexpr auto table_name = "a";
  static constexpr std::tuple constraints{unique_index_of<"ix_a_n", "n">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "n", int> n{};
};

class SchemaCaseTest : public testing::Test {
 protected:
  /// The beginning of each CREATE.
  Lines created() {
    Lines made;
    for (const auto& line : recorder.take()) {
      if (line.starts_with("CREATE")) made.push_back(line.substr(0, line.find(" (")));
    }
    return made;
  }

  retort::test::Recorder recorder;
};

TEST_F(SchemaCaseTest, Case79ParentsComeFirstAndOnlyWhatIsMissing) {
  create_all(recorder.engine(), metadata<CModel, BModel, AModel>());
  EXPECT_EQ(created(), (Lines{"CREATE TABLE a", "CREATE UNIQUE INDEX ix_a_n ON a", "CREATE TABLE b",
                              "CREATE TABLE c", "CREATE INDEX ix_c_b_id ON c"}));
  create_all(recorder.engine(), metadata<CModel, BModel, AModel>());
  EXPECT_EQ(created(), Lines{});
}

// What is dropped is for migrate: tests/migrate/diff_test.cpp has the order.

}  // namespace schema_case
