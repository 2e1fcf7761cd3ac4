// Canonical spelling: what is changed, what is not, and that it is its own canonical spelling.

#include <gtest/gtest.h>

#include <retort/engine/sqlite/ddl/canonical.h>
#include <retort/engine/sqlite/ddl/expression.h>

namespace retort::engine::sqlite::ddl {
namespace {

TokenRange all(const Tokens& tokens) { return {0, tokens.size() - 1}; }

std::string canonical(std::string_view sql, const IsColumn& is_column = {}) {
  const Tokens tokens = tokenize(sql);
  return canonical_expression(tokens, all(tokens), is_column);
}

struct Spelling {
  std::string written;
  std::string canonical;
};

class DdlCanonical : public testing::TestWithParam<Spelling> {};

TEST_P(DdlCanonical, IsSpelledAlike) {
  EXPECT_EQ(canonical(GetParam().written), GetParam().canonical);
}

TEST_P(DdlCanonical, IsItsOwnCanonicalSpelling) {
  EXPECT_EQ(canonical(GetParam().canonical), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(
    Space, DdlCanonical,
    testing::Values(Spelling{"a>0", "a > 0"}, Spelling{"length ( b )<50", "length(b) < 50"},
                    Spelling{"x in(1,2)", "x IN (1, 2)"}, Spelling{"- 1", "-1"},
                    Spelling{"a-1", "a - 1"}, Spelling{"a - - 1", "a - -1"},
                    Spelling{"- - 1", "- -1"}, Spelling{"~ a", "~a"}, Spelling{"a=-b", "a = -b"},
                    Spelling{"datetime( 'now' )", "datetime('now')"},
                    Spelling{"count( * )", "count(*)"}, Spelling{"t . a", "t.a"},
                    Spelling{"a->>'$.x'", "a ->> '$.x'"}, Spelling{"a||b", "a || b"},
                    Spelling{"a /* why */ > -- that\n 0", "a > 0"},
                    Spelling{"(a)>(0)", "(a) > (0)"}, Spelling{"f()", "f()"},
                    Spelling{"a*b/c%d", "a * b / c % d"}));

INSTANTIATE_TEST_SUITE_P(
    Keywords, DdlCanonical,
    testing::Values(Spelling{"a is not null and not b", "a IS NOT NULL AND NOT b"},
                    Spelling{"a not in(1)", "a NOT IN (1)"}, Spelling{"not(a)", "NOT (a)"},
                    Spelling{"a like 'x%' escape '!'", "a LIKE 'x%' ESCAPE '!'"},
                    Spelling{"a not glob b", "a NOT GLOB b"},
                    Spelling{"a between 1 and 2", "a BETWEEN 1 AND 2"},
                    Spelling{"cast(a as integer)", "CAST(a AS integer)"},
                    Spelling{"cast(a as double precision)", "CAST(a AS double precision)"},
                    Spelling{"case a when 1 then 2 else 3 end", "CASE a WHEN 1 THEN 2 ELSE 3 END"},
                    Spelling{"a isnull or b notnull", "a ISNULL OR b NOTNULL"},
                    Spelling{"current_timestamp", "CURRENT_TIMESTAMP"}, Spelling{"true", "TRUE"},
                    Spelling{"a collate nocase", "a COLLATE nocase"}));

INSTANTIATE_TEST_SUITE_P(
    Names, DdlCanonical,
    testing::Values(
        // Words that are keywords elsewhere, where only a name can stand.
        Spelling{"key>0", "key > 0"}, Spelling{"replace(a,'x','y')", "replace(a, 'x', 'y')"},
        Spelling{"like('a',b)", "like('a', b)"}, Spelling{"desc=end", "desc = end"},
        Spelling{"case end when 1 then end end", "CASE end WHEN 1 THEN end END"},
        Spelling{"left=1", "left = 1"}, Spelling{"Status='x'", "Status = 'x'"},
        Spelling{"new.current_time", "new.current_time"},
        // Quotes: needless ones go, needed ones become double.
        Spelling{"[a]=`b`", "a = b"}, Spelling{"[a b]>`c\"d`", "\"a b\" > \"c\"\"d\""},
        Spelling{"[order]>0", "\"order\" > 0"}, Spelling{"[true]", "\"true\""},
        Spelling{"\"f\"(a)", "f(a)"}, Spelling{"\"t\".\"a\"", "t.a"},
        Spelling{"a collate \"nocase\"", "a COLLATE nocase"},
        // It may be a string.
        Spelling{"a IN (\"open\")", "a IN (\"open\")"}));

TEST(DdlCanonical, QuotesOfColumnsAreNeedlessAndThoseOfStringsAreNot) {
  const IsColumn is_column = [](std::string_view name) { return name == "a" || name == "order"; };
  EXPECT_EQ(canonical("\"a\" = \"b\"", is_column), "a = \"b\"");
  EXPECT_EQ(canonical("\"order\" = 1", is_column), "\"order\" = 1");
}

TEST(DdlCanonical, AColumnWithTheNameOfAKeywordHasQuotesHoweverItIsWritten) {
  const IsColumn is_column = [](std::string_view name) { return name == "key" || name == "like"; };
  EXPECT_EQ(canonical("key > 0", is_column), "\"key\" > 0");
  EXPECT_EQ(canonical("[key] > 0", is_column), "\"key\" > 0");
  EXPECT_EQ(canonical("like like like('x', a)", is_column), "\"like\" LIKE like('x', a)");
}

TEST(DdlCanonical, AColumnNamedTrueKeepsItsSpelling) {
  EXPECT_EQ(canonical("True", [](std::string_view) { return true; }), "True");
}

TEST(DdlCanonical, OuterParenthesesComeOff) {
  const auto bare = [](std::string_view sql) {
    const Tokens tokens = tokenize(sql);
    return std::string(text_of(tokens, without_parentheses(tokens, all(tokens))));
  };
  EXPECT_EQ(bare("((a > 0))"), "a > 0");
  EXPECT_EQ(bare("(a) > (b)"), "(a) > (b)");
  EXPECT_EQ(bare("()"), "()");
}

TEST(DdlCanonical, DefaultsAreLiteralsOrExpressionsInOnePairOfParentheses) {
  const auto value = [](std::string_view sql) {
    const Tokens tokens = tokenize(sql);
    return canonical_default(tokens, all(tokens));
  };
  EXPECT_EQ(value("5"), "5");
  EXPECT_EQ(value("((5))"), "5");
  EXPECT_EQ(value("( - 5 )"), "-5");
  EXPECT_EQ(value("('x')"), "'x'");
  EXPECT_EQ(value("\"it's\""), "'it''s'");
  EXPECT_EQ(value("(current_timestamp)"), "CURRENT_TIMESTAMP");
  EXPECT_EQ(value("true"), "TRUE");
  EXPECT_EQ(value("(datetime( 'now' ))"), "(datetime('now'))");
  EXPECT_EQ(value("((1)+(2))"), "((1) + (2))");
  EXPECT_EQ(value("word"), "word");
}

TEST(DdlCanonical, TypesKeepTheirWords) {
  const auto type = [](std::string_view sql) {
    const Tokens tokens = tokenize(sql);
    return canonical_type(tokens, all(tokens));
  };
  EXPECT_EQ(type("VARCHAR(50)"), "VARCHAR(50)");
  EXPECT_EQ(type("double /* wide */ \n precision"), "double precision");
  EXPECT_EQ(type("decimal(10,-5)"), "decimal(10,-5)");
  EXPECT_EQ(type(""), "");
}

TEST(DdlCanonical, AQuotedTypeIsWhatIsInsideItsQuotes) {
  const auto type = [](std::string_view sql) {
    const Tokens tokens = tokenize(sql);
    return canonical_type(tokens, all(tokens));
  };
  EXPECT_EQ(type("\"INTEGER\""), "INTEGER");
  EXPECT_EQ(type("[varchar(9)] 'ignored'"), "varchar(9)");
  EXPECT_EQ(type("`a-b`"), "\"a-b\"");
  EXPECT_EQ(type("'not null'"), "\"not null\"");
}

TEST(DdlCanonical, CollationsOfSqliteAreInUpperCase) {
  EXPECT_EQ(canonical_collation("nocase"), "NOCASE");
  EXPECT_EQ(canonical_collation("Unicase"), "Unicase");
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
