// What each operator and function says in SQL. The texts are those of SQLAlchemy 1.4, unless noted.

#include <gtest/gtest.h>

#include "orm/library_models.h"

namespace {

using namespace retort::test;
using std::nullopt;

const auto& born = authors.born;
const auto& name = authors.name;

TEST(Comparison, HasTheSixOperators) {
  EXPECT_EQ((born == 1).sql(), "authors.born = :born_1");
  EXPECT_EQ((born != 1).sql(), "authors.born != :born_1");
  EXPECT_EQ((born < 1).sql(), "authors.born < :born_1");
  EXPECT_EQ((born <= 1).sql(), "authors.born <= :born_1");
  EXPECT_EQ((born > 1).sql(), "authors.born > :born_1");
  EXPECT_EQ((born >= 1).sql(), "authors.born >= :born_1");
}

TEST(Comparison, TakesValuesAndColumnsOnEitherSide) {
  EXPECT_EQ((authors.id == books.author_id).sql(), "authors.id = books.author_id");
  EXPECT_EQ((1900 < born).sql(), ":born_1 < authors.born");
  EXPECT_EQ((born == born + 1).sql(), "authors.born = authors.born + :born_1");
  EXPECT_EQ((born > 1.5).sql(), "authors.born > :born_1");
  EXPECT_EQ((lower(name) == "x").sql(), "lower(authors.name) = :lower_1");
}

TEST(Comparison, WithNothingIsIsNull) {
  EXPECT_EQ((born == nullopt).sql(), "authors.born IS NULL");
  EXPECT_EQ((born != nullopt).sql(), "authors.born IS NOT NULL");
  EXPECT_EQ((born == std::optional<int>()).sql(), "authors.born IS NULL");
  EXPECT_EQ((born == std::optional<int>(7)).sql(), "authors.born = :born_1");
  EXPECT_EQ(born.is_null().sql(), "authors.born IS NULL");
  EXPECT_EQ(born.is_not_null().sql(), "authors.born IS NOT NULL");
}

TEST(Comparison, CanTakeNullForAValue) {
  // SQLAlchemy writes IS NOT and IS on SQLite; the words of the standard do the same.
  EXPECT_EQ(born.is_distinct_from(3).sql(), "authors.born IS DISTINCT FROM :born_1");
  EXPECT_EQ(born.is_not_distinct_from(3).sql(), "authors.born IS NOT DISTINCT FROM :born_1");
}

TEST(Logic, SetsParenthesesWhereTheyAreNeeded) {
  const auto one = born == 1;
  const auto two = born == 2;
  const auto three = born == 3;
  EXPECT_EQ((one && (two || three)).sql(),
            "authors.born = :born_1 AND (authors.born = :born_2 OR authors.born = :born_3)");
  EXPECT_EQ((one || (two && three)).sql(),
            "authors.born = :born_1 OR authors.born = :born_2 AND authors.born = :born_3");
  EXPECT_EQ((one && two && three).sql(),
            "authors.born = :born_1 AND authors.born = :born_2 AND authors.born = :born_3");
  EXPECT_EQ((one == two).sql(), "(authors.born = :born_1) = (authors.born = :born_2)");
}

TEST(Logic, NegatesAsShortlyAsItCan) {
  EXPECT_EQ((!(born == 1)).sql(), "authors.born != :born_1");
  EXPECT_EQ((!(born < 1)).sql(), "authors.born >= :born_1");
  EXPECT_EQ((!(born == nullopt)).sql(), "authors.born IS NOT NULL");
  EXPECT_EQ((!name.like("x")).sql(), "authors.name NOT LIKE :name_1");
  EXPECT_EQ((!born.between(1, 2)).sql(), "authors.born NOT BETWEEN :born_1 AND :born_2");
  EXPECT_EQ((!(born == 1 || born == 2)).sql(),
            "NOT (authors.born = :born_1 OR authors.born = :born_2)");
  EXPECT_EQ((!(born == 1 && born == 2)).sql(),
            "NOT (authors.born = :born_1 AND authors.born = :born_2)");
  EXPECT_EQ((!(born == 1 || born == 2) && born == 4).sql(),
            "NOT (authors.born = :born_1 OR authors.born = :born_2) AND authors.born = :born_3");
  EXPECT_EQ((!authors.books.any()).sql(),
            "NOT (EXISTS (SELECT 1 \nFROM books \nWHERE authors.id = books.author_id))");
}

TEST(Arithmetic, FollowsItsPrecedence) {
  EXPECT_EQ(((born + 1) * 2).sql(), "(authors.born + :born_1) * :param_1");
  EXPECT_EQ((born * 2 + 1).sql(), "authors.born * :born_1 + :param_1");
  EXPECT_EQ((born - (born - 1)).sql(), "authors.born - (authors.born - :born_1)");
  EXPECT_EQ((born - born - 1).sql(), "(authors.born - authors.born) - :param_1");
  EXPECT_EQ((born + 1 + born).sql(), "authors.born + :born_1 + authors.born");
  EXPECT_EQ((born * (born / 2)).sql(), "authors.born * (authors.born / :born_1)");
  EXPECT_EQ((born % 5).sql(), "authors.born % :born_1");
  EXPECT_EQ((-born).sql(), "-authors.born");
  EXPECT_EQ((-(born + 1)).sql(), "-(authors.born + :born_1)");
  EXPECT_EQ((-born * 2).sql(), "(-authors.born) * :param_1");
  EXPECT_EQ((literal(3) + born).sql(), ":param_1 + authors.born");
}

TEST(Text, JoinsAndMatches) {
  EXPECT_EQ((name + "x" + "y").sql(), "authors.name || :name_1 || :param_1");
  EXPECT_EQ(name.like("x%").sql(), "authors.name LIKE :name_1");
  EXPECT_EQ(name.like("x/%", '/').sql(), "authors.name LIKE :name_1 ESCAPE '/'");
  EXPECT_EQ(name.not_like("x").sql(), "authors.name NOT LIKE :name_1");
  EXPECT_EQ(name.ilike("x").sql(), "lower(authors.name) LIKE lower(:name_1)");
  EXPECT_EQ(name.startswith("a").sql(), "authors.name LIKE :name_1 || '%'");
  EXPECT_EQ(name.endswith("a").sql(), "authors.name LIKE '%' || :name_1");
  EXPECT_EQ(name.contains("a").sql(), "authors.name LIKE '%' || :name_1 || '%'");
  // SQLAlchemy escapes when it is asked to (autoescape).
  EXPECT_EQ(name.contains("50%").sql(), "authors.name LIKE '%' || :name_1 || '%' ESCAPE '/'");
  EXPECT_EQ((name.contains("a") && name.endswith("b")).sql(),
            "(authors.name LIKE '%' || :name_1 || '%') AND (authors.name LIKE '%' || :name_2)");
  EXPECT_EQ(name.collate("NOCASE").sql(), "authors.name COLLATE \"NOCASE\"");
}

TEST(Lists, MayBeEmpty) {
  EXPECT_EQ(born.in({1, 2}).sql(), "authors.born IN (:born_1, :born_2)");
  EXPECT_EQ(born.in(std::vector{1}).sql(), "authors.born IN (:born_1)");
  EXPECT_EQ(born.not_in({1, 2}).sql(), "(authors.born NOT IN (:born_1, :born_2))");
  EXPECT_EQ(born.in(std::vector<int>()).sql(),
            "authors.born IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)");
  EXPECT_EQ(name.in({"a", "b"}).sql(), "authors.name IN (:name_1, :name_2)");
  EXPECT_EQ(born.between(1, 2).sql(), "authors.born BETWEEN :born_1 AND :born_2");
}

TEST(Functions, AreCalled) {
  EXPECT_EQ(count().sql(), "count(*)");
  EXPECT_EQ(count(born).sql(), "count(authors.born)");
  EXPECT_EQ(count_distinct(born).sql(), "count(DISTINCT authors.born)");
  EXPECT_EQ((sum(books.pages) > 3).sql(), "sum(books.pages) > :sum_1");
  EXPECT_EQ((max(born) - min(born)).sql(), "max(authors.born) - min(authors.born)");
  EXPECT_EQ(coalesce(born, 5).sql(), "coalesce(authors.born, :coalesce_1)");
  EXPECT_EQ(function<std::string>("substr", name, 1, 2).sql(),
            "substr(authors.name, :substr_1, :substr_2)");
  EXPECT_EQ(upper(trim(name)).sql(), "upper(trim(authors.name))");
  EXPECT_EQ((abs(born) + length(name)).sql(), "abs(authors.born) + length(authors.name)");
}

TEST(Functions, HaveTheTypesOfSql) {
  // NULL is what an aggregate of no rows is, except for count.
  static_assert(std::same_as<decltype(count())::ValueType, std::int64_t>);
  static_assert(std::same_as<decltype(sum(books.pages))::ValueType, std::optional<std::int64_t>>);
  static_assert(std::same_as<decltype(avg(books.pages))::ValueType, std::optional<double>>);
  static_assert(std::same_as<decltype(max(name))::ValueType, std::optional<std::string>>);
  static_assert(std::same_as<decltype(coalesce(born, 0))::ValueType, int>);
  static_assert(std::same_as<decltype(coalesce(born, born))::ValueType, std::optional<int>>);
  static_assert(std::same_as<decltype(born + 1)::ValueType, std::optional<int>>);
  static_assert(std::same_as<decltype(books.pages * 1.5)::ValueType, double>);
}

TEST(Relationships, AreTestedWithExists) {
  EXPECT_EQ(authors.books.any(books.pages > 3).sql(),
            "EXISTS (SELECT 1 \nFROM books \nWHERE authors.id = books.author_id AND books.pages > "
            ":pages_1)");
  EXPECT_EQ(books.author.has(name == "x").sql(),
            "EXISTS (SELECT 1 \nFROM authors \nWHERE authors.id = books.author_id AND authors.name "
            "= :name_1)");
  // A table that refers to itself is another one inside.
  EXPECT_EQ(nodes.children.any().sql(),
            "EXISTS (SELECT 1 \nFROM nodes AS nodes_1 \nWHERE nodes.id = nodes_1.parent_id)");
}

TEST(Relationships, OfATableToItselfAskAboutTheOtherEnd) {
  EXPECT_EQ(nodes.parent.has(nodes.name == "x").sql(),
            "EXISTS (SELECT 1 \nFROM nodes AS nodes_1 \nWHERE nodes_1.id = nodes.parent_id AND "
            "nodes_1.name = :name_1)");
}

TEST(Conditions, GrowInLoops) {
  Condition any;
  EXPECT_EQ(any.sql(), "");
  for (const auto* prefix : {"a", "b"}) any = any || name.startswith(prefix);
  EXPECT_EQ(any.sql(), "(authors.name LIKE :name_1 || '%') OR (authors.name LIKE :name_2 || '%')");
  Condition both = born > 1900;
  both = both && books.pages < 10 && !any;
  EXPECT_EQ(both.sql(),
            "authors.born > :born_1 AND books.pages < :pages_1 AND NOT ((authors.name LIKE :name_1 "
            "|| '%') OR (authors.name LIKE :name_2 || '%'))");
  EXPECT_EQ((text("a or b") && born == 1).sql(), "(a or b) AND authors.born = :born_1");
}

}  // namespace
