// Where the statements of a script end.

#include <gtest/gtest.h>

#include <retort/engine/sqlite/ddl/split.h>

namespace retort::engine::sqlite::ddl {
namespace {

std::vector<std::string> split(std::string_view script) {
  std::vector<std::string> texts;
  for (const ScriptStatement& statement : split_statements(script))
    texts.emplace_back(statement.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(DdlSplit, StatementsComeWithoutTheirSemicolons) {
  EXPECT_EQ(split(" a b ; c;;\n-- d;\n ;e"), (Texts{"a b", "c", "e"}));
}

TEST(DdlSplit, NothingIsNoStatement) {
  EXPECT_EQ(split(""), Texts{});
  EXPECT_EQ(split(" ; -- nothing;\n;"), Texts{});
}

TEST(DdlSplit, SemicolonsInQuotesAndCommentsDoNotCount) {
  EXPECT_EQ(split("a ';' \";\" [;] `;` /* ; */ b; c"),
            (Texts{"a ';' \";\" [;] `;` /* ; */ b", "c"}));
}

TEST(DdlSplit, ATriggerEndsWithItsEnd) {
  const std::string trigger =
      "CREATE TEMP TRIGGER x AFTER UPDATE ON t BEGIN\n"
      "  UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END;\n"
      "  SELECT CASE a WHEN 1 THEN 2 END;\n"
      "END";
  EXPECT_EQ(split(trigger + ";\nSELECT 1;"), (Texts{trigger, "SELECT 1"}));
  EXPECT_EQ(split(trigger), Texts{trigger});
}

TEST(DdlSplit, OnlyATriggerHoldsSemicolons) {
  EXPECT_EQ(split("BEGIN; CREATE TABLE trigger (a); END; COMMIT"),
            (Texts{"BEGIN", "CREATE TABLE trigger (a)", "END", "COMMIT"}));
}

TEST(DdlSplit, AnUnclosedQuoteIsTheRestOfTheScript) {
  EXPECT_EQ(split("a; 'b; c"), (Texts{"a", "'b; c"}));
}

TEST(DdlSplit, LinesAreThoseOfTheFirstWord) {
  const auto statements = split_statements("a;\n-- comment\n\n b\nc; d;\ne");
  ASSERT_EQ(statements.size(), 4u);
  EXPECT_EQ(statements[0].line, 1u);
  EXPECT_EQ(statements[1].line, 4u);
  EXPECT_EQ(statements[2].line, 5u);
  EXPECT_EQ(statements[3].line, 6u);
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
