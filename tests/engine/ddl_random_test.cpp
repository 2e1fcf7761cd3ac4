// Text that nobody would write. Random bytes must not make the parser crash or hang, and of a statement
// with some tokens changed the parser and SQLite must think alike.

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include <retort/engine/sqlite/ddl/canonical.h>
#include <retort/engine/sqlite/ddl/split.h>

#include "engine/ddl_agreement.h"
#include "introspect/corpus.h"
#include "migrate/random_schema.h"

namespace retort::engine::sqlite::ddl {
namespace {

// Fixed, so that a failure can be had again; change it to look further.
constexpr unsigned seed = 20240229;

class Random {
 public:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  template <class Values>
  const auto& one_of(const Values& values) {
    return values[below(std::size(values))];
  }

 private:
  std::mt19937 engine_{seed};
};

TEST(DdlRandom, BytesAreGivenBackAndNeverCrash) {
  RecordProperty("seed", seed);
  Random random;
  const std::string_view likely = "()'\"`[],;.-/*+ \n\txX0123eE?$:@#abAB_\xC3\xA9";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = random.below(2) == 0 ? "" : "CREATE TABLE t (a ";
    for (std::size_t size = random.below(60); size > 0; --size)
      text += random.below(4) > 0 ? random.one_of(likely) : static_cast<char>(random.below(256));
    const Tokens tokens = tokenize(text);
    ASSERT_EQ(print(tokens), text) << "seed " << seed << ", round " << round;
    complaint(text);
    split_statements(text);
  }
}

TEST(DdlRandom, ThousandsOfParenthesesAreNoRecursion) {
  const std::string deep(200'000, '(');
  const std::string close(200'000, ')');
  EXPECT_EQ(complaint("CREATE TABLE t (a CHECK (" + deep + "1" + close + "))"), "");
  EXPECT_NE(complaint("CREATE TABLE t (a CHECK (" + deep), "");
}

TEST(DdlRandom, CanonicalSpellingIsItsOwnWhateverTheTokens) {
  Random random;
  const std::vector<std::string_view> pieces = {
      "a",       "\"b c\"", "[d]",  "`key`", "1",       ".5",   "'s'",  "x'00'", "-",
      "+",       "~",       "->",   "||",    "*",       "=",    "<",    "(",     ")",
      ",",       ".",       "not",  "null",  "is",      "in",   "like", "case",  "when",
      "then",    "end",     "cast", "as",    "collate", "desc", "true", "and",   "current_date",
      "replace", "?1"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t size = 1 + random.below(8); size > 0; --size)
      text.append(random.one_of(pieces)).append(" ");
    const Tokens tokens = tokenize(text);
    const std::string once = canonical_expression(tokens, {0, tokens.size() - 1});
    const Tokens again = tokenize(once);
    ASSERT_EQ(again.size(), tokens.size()) << text << "\n" << once;
    ASSERT_EQ(canonical_expression(again, {0, again.size() - 1}), once)
        << text << " (seed " << seed << ", round " << round << ")";
  }
}

const char* const schema =
    "CREATE TABLE t (a, b, c); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE u (x, y);";

const std::vector<std::string> statements = {
    "CREATE TABLE IF NOT EXISTS main.x (a INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL"
    " AUTOINCREMENT, b varchar(10) NOT NULL DEFAULT (1 + 2) COLLATE nocase, c GENERATED ALWAYS AS"
    " (a) STORED, CONSTRAINT y UNIQUE (a, b COLLATE rtrim DESC) ON CONFLICT REPLACE)",
    "CREATE TABLE x (a int PRIMARY KEY REFERENCES t (a) ON DELETE CASCADE ON UPDATE SET NULL MATCH"
    " FULL NOT DEFERRABLE INITIALLY DEFERRED, b AS (a) VIRTUAL, CHECK (a > 0) FOREIGN KEY (a)"
    " REFERENCES u (x) DEFERRABLE) STRICT, WITHOUT ROWID",
    "CREATE TEMP TABLE x (a DEFAULT - 5 DEFAULT key NULL UNIQUE CHECK (a), b DEFAULT NULL,"
    " PRIMARY KEY (a, b))",
    "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a COLLATE nocase DESC, b || c ASC, lower(a))"
    " WHERE a IS NOT NULL AND b > 5",
    "CREATE TEMP TRIGGER IF NOT EXISTS x BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN new.a > 0"
    " BEGIN UPDATE u SET x = CASE WHEN y THEN 1 END; SELECT 1; END",
    "CREATE VIEW IF NOT EXISTS w (x, y) AS SELECT a, b FROM t WHERE a IN (1, 2)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5(a, b, content = '')"};

// A statement with a token or two left out, doubled, swapped or replaced.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements)
      for (const Token& token : tokenize(statement)) vocabulary_.emplace_back(token.text);
  }

  std::string mutate(std::string_view statement) {
    std::vector<std::string> words;
    for (const Token& token : tokenize(statement)) words.emplace_back(token.text);
    for (std::size_t times = 1 + random_.below(2); times > 0 && words.size() > 2; --times)
      change(words);
    std::string result;
    for (const std::string& word : words) result += word + ' ';
    return result;
  }

 private:
  void change(std::vector<std::string>& words) {
    const std::size_t at = random_.below(words.size() - 1);
    const auto place = words.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random_.below(5)) {
      case 0: words.erase(place); break;
      case 1: std::swap(words[at], words[at + 1]); break;
      case 2: words.insert(place, std::string(words[at])); break;
      case 3: *place = random_.one_of(vocabulary_); break;
      case 4: words.insert(place, random_.one_of(vocabulary_)); break;
    }
  }

  Random random_;
  std::vector<std::string> vocabulary_;
};

// RETORT_ROUNDS says how many; slow builds try fewer.
std::size_t rounds_wanted() {
  const char* text = std::getenv("RETORT_ROUNDS");
  return text == nullptr ? 20'000 : std::strtoul(text, nullptr, 10);
}

void expect_agreement(const std::vector<std::string>& statements) {
  const std::size_t rounds = rounds_wanted();
  const Judge judge(schema);
  Mutator mutator(statements);
  std::size_t taken = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string sql = mutator.mutate(statements[round % statements.size()]);
    ASSERT_EQ(disagreement(judge, sql), "") << sql << "\nseed " << seed << ", round " << round;
    if (complaint(sql).empty()) ++taken;
  }
  // Were nearly everything refused, nothing would have been tried.
  EXPECT_GT(taken, rounds / 20);
}

TEST(DdlRandom, ChangedStatementsAreTheSameToTheParserAndSqlite) { expect_agreement(statements); }

TEST(DdlRandom, ChangedStatementsOfRandomSchemasAreTheSameToTheParserAndSqlite) {
  std::vector<std::string> made;
  for (unsigned one = 0; one < 200; ++one)
    for (const migrate::RandomObject& object : migrate::RandomSchema(seed + one).database().objects)
      made.push_back(object.sql());
  expect_agreement(made);
}

TEST(DdlRandom, ChangedStatementsOfTheCorpusAreTheSameToTheParserAndSqlite) {
  RETORT_NEEDS_CORPUS();
  std::vector<std::string> real;
  for (const std::string& project : corpus::projects()) {
    const std::string script = corpus::read(corpus::schemas(project).back());
    for (const ScriptStatement& statement : split_statements(script))
      if (statement.text.starts_with("CREATE") && statement.text.size() < 2000)
        real.emplace_back(statement.text);
  }
  expect_agreement(real);
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
