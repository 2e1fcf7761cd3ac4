// The tree: what each clause becomes, and which tokens it knows to be its own.

#include <gtest/gtest.h>

#include <retort/engine/sqlite/ddl/parse.h>

namespace retort::engine::sqlite::ddl {
namespace {

// A statement with its tokens, to look at both.
template <class Object>
struct Parsed {
  explicit Parsed(std::string_view sql) : tokens(tokenize(sql)), tree(parse_as<Object>(tokens)) {}

  std::string_view text(TokenRange range) const { return text_of(tokens, range); }

  Tokens tokens;
  Object tree;
};

using Table = Parsed<CreateTable>;

template <class Clause>
const Clause& clause(const Table& table, std::size_t column, std::size_t constraint) {
  return std::get<Clause>(table.tree.columns.at(column).constraints.at(constraint).clause);
}

std::vector<std::string> values(const std::vector<Name>& names) {
  std::vector<std::string> result;
  for (const Name& name : names) result.push_back(name.value);
  return result;
}

TEST(DdlParseTable, HeadAndOptions) {
  const Table table("create temp table if not exists main . [my t] (a) strict, without rowid;");
  EXPECT_TRUE(table.tree.temporary);
  EXPECT_TRUE(table.tree.if_not_exists);
  EXPECT_EQ(table.tree.name.schema.value, "main");
  EXPECT_EQ(table.tree.name.name.value, "my t");
  EXPECT_EQ(table.text(table.tree.name.name.range), "[my t]");
  EXPECT_TRUE(table.tree.strict);
  EXPECT_TRUE(table.tree.without_rowid);
  EXPECT_EQ(table.text(table.tree.options), "strict, without rowid");
  EXPECT_EQ(table.text(table.tree.body), "(a)");
}

TEST(DdlParseTable, AsSelectHasNoBody) {
  const Table table("CREATE TABLE t AS SELECT f(1), 2 FROM x");
  EXPECT_TRUE(table.tree.body.empty());
  EXPECT_EQ(table.text(table.tree.select), "SELECT f(1), 2 FROM x");
}

TEST(DdlParseColumn, TypesAreAnyWords) {
  const Table table(
      "CREATE TABLE t (a, b double  precision, c decimal(10, -5), d 'my' \"type\" [x], e key,"
      " f varchar(+1) not null)");
  const auto type = [&](std::size_t i) { return table.text(table.tree.columns[i].type); };
  EXPECT_EQ(type(0), "");
  EXPECT_EQ(type(1), "double  precision");
  EXPECT_EQ(type(2), "decimal(10, -5)");
  EXPECT_EQ(type(3), "'my' \"type\" [x]");
  EXPECT_EQ(type(4), "key");
  EXPECT_EQ(type(5), "varchar(+1)");
}

TEST(DdlParseColumn, ConstraintsKnowTheirTextAndName) {
  const Table table(
      "CREATE TABLE t (a int CONSTRAINT nn NOT NULL ON CONFLICT FAIL /* x */ CONSTRAINT k PRIMARY "
      "KEY"
      " DESC ON CONFLICT REPLACE UNIQUE NULL CHECK (a > 0) COLLATE nocase CONSTRAINT alone)");
  const auto& column = table.tree.columns[0];
  ASSERT_EQ(column.constraints.size(), 7u);
  EXPECT_EQ(table.text(column.constraints[0].range), "CONSTRAINT nn NOT NULL ON CONFLICT FAIL");
  EXPECT_EQ(column.constraints[0].name.value, "nn");
  EXPECT_EQ(clause<NotNull>(table, 0, 0).on_conflict.resolution, schema::Conflict::fail);
  EXPECT_EQ(column.constraints[1].name.value, "k");
  EXPECT_TRUE(clause<ColumnPrimaryKey>(table, 0, 1).descending);
  EXPECT_EQ(table.text(clause<ColumnPrimaryKey>(table, 0, 1).on_conflict.range),
            "ON CONFLICT REPLACE");
  EXPECT_TRUE(std::holds_alternative<ColumnUnique>(column.constraints[2].clause));
  EXPECT_TRUE(std::holds_alternative<Nullable>(column.constraints[3].clause));
  EXPECT_EQ(table.text(clause<Check>(table, 0, 4).expression), "a > 0");
  EXPECT_EQ(clause<Collate>(table, 0, 5).collation.value, "nocase");
  EXPECT_TRUE(std::holds_alternative<LoneName>(column.constraints[6].clause));
  EXPECT_EQ(column.constraints[6].name.value, "alone");
}

TEST(DdlParseColumn, Autoincrement) {
  const Table table("CREATE TABLE t (a integer primary key asc on conflict abort autoincrement)");
  EXPECT_TRUE(clause<ColumnPrimaryKey>(table, 0, 0).autoincrement);
  EXPECT_FALSE(clause<ColumnPrimaryKey>(table, 0, 0).descending);
}

TEST(DdlParseColumn, DefaultsOfAllForms) {
  const Table table(
      "CREATE TABLE t (a DEFAULT 5 NOT NULL, b DEFAULT - 5, c DEFAULT (f(1) + 2), d DEFAULT abc,"
      " e DEFAULT \"x\" UNIQUE, f DEFAULT current_time, g DEFAULT NULL, h DEFAULT x'00')");
  const auto value = [&](std::size_t i) { return table.text(clause<Default>(table, i, 0).value); };
  EXPECT_EQ(value(0), "5");
  EXPECT_EQ(value(1), "- 5");
  EXPECT_EQ(value(2), "(f(1) + 2)");
  EXPECT_EQ(value(3), "abc");
  EXPECT_EQ(value(4), "\"x\"");
  EXPECT_EQ(value(5), "current_time");
  EXPECT_EQ(value(6), "NULL");
  EXPECT_EQ(value(7), "x'00'");
}

TEST(DdlParseColumn, GeneratedAlwaysIsNoPartOfTheType) {
  const Table table(
      "CREATE TABLE t (a, b int generated always as (a + 1) stored, c GENERATED ALWAYS AS (a),"
      " d AS (a) VIRTUAL, e NOT NULL GENERATED ALWAYS AS (a) STORED)");
  EXPECT_EQ(table.text(table.tree.columns[1].type), "int");
  EXPECT_EQ(table.text(clause<Generated>(table, 1, 0).expression), "a + 1");
  EXPECT_TRUE(clause<Generated>(table, 1, 0).stored);
  EXPECT_EQ(table.text(table.tree.columns[2].type), "");
  EXPECT_FALSE(clause<Generated>(table, 2, 0).stored);
  EXPECT_FALSE(clause<Generated>(table, 3, 0).stored);
  EXPECT_TRUE(clause<Generated>(table, 4, 1).stored);
}

TEST(DdlParseColumn, References) {
  const Table table(
      "CREATE TABLE t (a REFERENCES p, b REFERENCES p (x, y) ON DELETE SET NULL MATCH FULL"
      " ON UPDATE NO ACTION ON INSERT CASCADE NOT NULL DEFERRABLE INITIALLY DEFERRED)");
  EXPECT_TRUE(clause<References>(table, 0, 0).columns.empty());
  const auto& references = clause<References>(table, 1, 0);
  EXPECT_EQ(references.table.value, "p");
  EXPECT_EQ(values(references.columns), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(references.on_delete.action, schema::Action::set_null);
  EXPECT_EQ(table.text(references.on_delete.range), "ON DELETE SET NULL");
  EXPECT_EQ(references.match.value, "FULL");
  EXPECT_EQ(table.text(references.on_update.range), "ON UPDATE NO ACTION");
  EXPECT_TRUE(clause<Deferral>(table, 1, 2).initially_deferred);
}

TEST(DdlParseTable, ConstraintsWithAndWithoutCommas) {
  const Table table(
      "CREATE TABLE t (a, b, CONSTRAINT k PRIMARY KEY (a COLLATE nocase DESC, b) ON CONFLICT "
      "IGNORE\n"
      "UNIQUE (b) CONSTRAINT c CHECK (a > 0), CONSTRAINT alone\n"
      "FOREIGN KEY (a, b) REFERENCES p (x, y) NOT DEFERRABLE INITIALLY DEFERRED)");
  const auto& constraints = table.tree.constraints;
  ASSERT_EQ(table.tree.columns.size(), 2u);
  ASSERT_EQ(constraints.size(), 4u);
  const auto& key = std::get<TablePrimaryKey>(constraints[0].clause);
  EXPECT_EQ(constraints[0].name.value, "k");
  EXPECT_EQ(key.terms[0].column.value, "a");
  EXPECT_EQ(key.terms[0].collation.value, "nocase");
  EXPECT_TRUE(key.terms[0].descending);
  EXPECT_EQ(key.on_conflict.resolution, schema::Conflict::ignore);
  EXPECT_EQ(table.text(constraints[1].range), "UNIQUE (b)");
  EXPECT_EQ(table.text(std::get<Check>(constraints[2].clause).expression), "a > 0");
  EXPECT_EQ(constraints[3].name.value, "alone");
  const auto& foreign_key = std::get<TableForeignKey>(constraints[3].clause);
  EXPECT_EQ(values(foreign_key.columns), (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(foreign_key.deferral->deferrable);
  EXPECT_FALSE(foreign_key.deferral->initially_deferred);
}

TEST(DdlParseTable, AutoincrementInATableConstraint) {
  const Table table("CREATE TABLE t (a INTEGER, PRIMARY KEY (a AUTOINCREMENT))");
  const auto& key = std::get<TablePrimaryKey>(table.tree.constraints[0].clause);
  EXPECT_TRUE(key.autoincrement);
  EXPECT_EQ(key.terms[0].column.value, "a");
}

TEST(DdlParseIndex, Terms) {
  const Parsed<CreateIndex> index(
      "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON [t] (a, \"b\" COLLATE nocase DESC, lower(c) ASC,"
      " a || b COLLATE rtrim, -a COLLATE binary, (a), desc, (b IS desc) DESC) WHERE a > 0");
  EXPECT_TRUE(index.tree.unique);
  EXPECT_EQ(index.tree.name.name.value, "i");
  EXPECT_EQ(index.tree.table.value, "t");
  EXPECT_EQ(index.text(index.tree.where), "a > 0");
  const auto& terms = index.tree.terms;
  ASSERT_EQ(terms.size(), 8u);
  EXPECT_EQ(terms[0].column.value, "a");
  EXPECT_EQ(terms[1].column.value, "b");
  EXPECT_EQ(terms[1].collation.value, "nocase");
  EXPECT_TRUE(terms[1].descending);
  EXPECT_TRUE(terms[2].column.empty());
  EXPECT_EQ(index.text(terms[2].expression), "lower(c)");
  // COLLATE binds closer than an operator: here it is b's and not the term's.
  EXPECT_TRUE(terms[3].collation.empty());
  EXPECT_EQ(index.text(terms[3].expression), "a || b COLLATE rtrim");
  EXPECT_EQ(terms[4].collation.value, "binary");
  EXPECT_EQ(terms[5].column.value, "a");
  EXPECT_EQ(terms[6].column.value, "desc");
  EXPECT_FALSE(terms[6].descending);
  EXPECT_TRUE(terms[7].descending);
}

TEST(DdlParseView, Head) {
  const Parsed<CreateView> view("CREATE TEMPORARY VIEW v (a, b) AS SELECT 1, (2);");
  EXPECT_TRUE(view.tree.temporary);
  EXPECT_EQ(values(view.tree.columns), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(view.text(view.tree.select), "SELECT 1, (2)");
}

TEST(DdlParseTrigger, Head) {
  const Parsed<CreateTrigger> trigger(
      "CREATE TRIGGER after INSTEAD OF UPDATE OF a, b ON v FOR EACH ROW WHEN new.a > 0\n"
      "BEGIN SELECT 1; END;");
  EXPECT_EQ(trigger.tree.name.name.value, "after");
  EXPECT_EQ(trigger.tree.time, CreateTrigger::Time::instead_of);
  EXPECT_EQ(trigger.tree.event, CreateTrigger::Event::update);
  EXPECT_EQ(values(trigger.tree.columns), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(trigger.tree.table.name.value, "v");
  EXPECT_EQ(trigger.text(trigger.tree.action), "FOR EACH ROW WHEN new.a > 0\nBEGIN SELECT 1; END");
}

TEST(DdlParseVirtualTable, ArgumentsAreLeftToTheModule) {
  const Parsed<CreateVirtualTable> table(
      "CREATE VIRTUAL TABLE f USING fts5(a, autoincrement, content='', f(x, y) = 1)");
  EXPECT_EQ(table.tree.module.value, "fts5");
  ASSERT_EQ(table.tree.arguments.size(), 4u);
  EXPECT_EQ(table.text(table.tree.arguments[2]), "content=''");
  EXPECT_EQ(table.text(table.tree.arguments[3]), "f(x, y) = 1");
  EXPECT_TRUE(Parsed<CreateVirtualTable>("CREATE VIRTUAL TABLE f USING m").tree.arguments.empty());
}

struct Mistake {
  std::string sql;
  std::string message;
};

class DdlMistake : public testing::TestWithParam<Mistake> {};

TEST_P(DdlMistake, IsToldWithItsPlace) {
  const Tokens tokens = tokenize(GetParam().sql);
  try {
    parse(tokens);
    FAIL() << "no error";
  } catch (const ParseError& error) {
    EXPECT_EQ(error.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Ddl, DdlMistake,
    testing::Values(
        Mistake{"", "line 1, column 1: expected CREATE, found the end of the text"},
        Mistake{"CREATE TABLE t (\n  é int,\n  é b c d,)",
                "line 3, column 11: expected the name of a column, found ')'"},
        Mistake{"CREATE TABLE t (a int FOO(x))", "line 1, column 27: expected a number, found 'x'"},
        Mistake{"CREATE TABLE t (a CHECK (b)",
                "line 1, column 28: expected ), found the end of the text"},
        Mistake{"CREATE TABLE t (a 'b)", "line 1, column 19: ''b)' is no SQL"},
        Mistake{"CREATE TABLE t (a) WITHOUT oids",
                "line 1, column 28: expected ROWID, found 'oids'"},
        Mistake{
            "CREATE TABLE t (a REFERENCES b ON DELETE CASCADES)",
            "line 1, column 42: expected SET NULL, SET DEFAULT, CASCADE, RESTRICT or NO ACTION, "
            "found 'CASCADES'"},
        Mistake{"CREATE TABLE t (a); CREATE TABLE u (a)",
                "line 1, column 21: expected the end of the statement, found 'CREATE'"},
        Mistake{"CREATE UNIQUE TABLE t (a)", "line 1, column 15: expected INDEX, found 'TABLE'"},
        Mistake{"CREATE TRIGGER x DELETE ON t BEGIN SELECT 1",
                "line 1, column 30: expected BEGIN ... END, found 'BEGIN'"},
        Mistake{"CREATE INDEX i ON t (a,)",
                "line 1, column 24: expected the name of a column or an expression, found ')'"}));

TEST(DdlParse, AnotherKindOfObjectIsRefused) {
  const Tokens tokens = tokenize("CREATE VIEW v AS SELECT 1");
  EXPECT_THROW(parse_as<CreateTable>(tokens), ParseError);
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
