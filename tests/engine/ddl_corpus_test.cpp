// Every statement of a corpus of real schemas: taken, given back byte for byte, and with the ranges
// of its tree where they belong.

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/ddl/split.h>

#include <test_paths.h>
#include "introspect/corpus.h"

namespace retort::engine::sqlite::ddl {
namespace {

bool creates(std::string_view statement) { return tokenize(statement)[0].is("CREATE"); }

// Ranges that lie one behind the other inside of a range.
void expect_in_order(const std::vector<TokenRange>& ranges, TokenRange inside) {
  std::size_t last = inside.first;
  for (const TokenRange& range : ranges) {
    EXPECT_LE(last, range.first);
    EXPECT_LT(range.first, range.last);
    last = range.last;
  }
  EXPECT_LE(last, inside.last);
}

void check_ranges(const CreateTable& table) {
  std::vector<TokenRange> parts;
  for (const ColumnDefinition& column : table.columns) {
    parts.push_back(column.range);
    std::vector<TokenRange> constraints;
    for (const ColumnConstraint& constraint : column.constraints)
      constraints.push_back(constraint.range);
    expect_in_order(constraints, column.range);
  }
  for (const TableConstraint& constraint : table.constraints) parts.push_back(constraint.range);
  expect_in_order(parts, table.body);
}

// Columns and table constraints with the commas between them are all there is in the body.
void check_complete(const Tokens& tokens, const CreateTable& table) {
  std::size_t covered = 2;  // the parentheses
  for (const ColumnDefinition& column : table.columns) covered += column.range.size();
  for (const TableConstraint& constraint : table.constraints) covered += constraint.range.size();
  std::size_t depth = 0;
  for (std::size_t i = table.body.first; i < table.body.last; ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")")) --depth;
    if (depth == 1 && tokens[i].is(",")) ++covered;
  }
  EXPECT_EQ(covered, table.body.size());
}

void check(std::string_view statement) {
  const Tokens tokens = tokenize(statement);
  EXPECT_EQ(print(tokens), statement);
  try {
    const Statement tree = parse(tokens);
    if (const auto* table = std::get_if<CreateTable>(&tree)) {
      check_ranges(*table);
      check_complete(tokens, *table);
    }
  } catch (const ParseError& error) {
    ADD_FAILURE() << error.what() << "\n" << statement;
  }
}

class DdlCorpus : public testing::TestWithParam<std::string> {};

TEST_P(DdlCorpus, EveryStatementIsReadAndGivenBack) {
  RETORT_NEEDS_CORPUS();
  std::set<std::string, std::less<>> checked;  // most statements are the same in many versions
  for (const auto& file : corpus::schemas(GetParam())) {
    SCOPED_TRACE(file.string());
    const std::string script = corpus::read(file);
    for (const ScriptStatement& statement : split_statements(script))
      if (creates(statement.text) && checked.emplace(statement.text).second) check(statement.text);
  }
  EXPECT_FALSE(checked.empty());
}

INSTANTIATE_TEST_SUITE_P(Ddl, DdlCorpus, testing::ValuesIn(corpus::projects()), corpus::test_name);

TEST(DdlCorpusExtra, TheSurvivalSchemaIsReadAndGivenBack) {
  const std::filesystem::path file =
      std::filesystem::path(RETORT_SHARED_DIR) / "survival" / "torture.sql";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no survival schema at " << file;
  const std::string script = corpus::read(file);
  std::size_t statements = 0;
  for (const ScriptStatement& statement : split_statements(script)) {
    if (!creates(statement.text)) continue;
    check(statement.text);
    ++statements;
  }
  EXPECT_GT(statements, 0u);
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
