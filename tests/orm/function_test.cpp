// Functions and operators: their SQL, and what SQLite makes of them.

#include <algorithm>
#include <cstring>
#include <regex>

#include <retort/orm/expression/sql_function.h>
#include <retort/orm/functions/date.h>
#include <retort/orm/functions/full_text.h>
#include <retort/orm/functions/json.h>
#include <retort/orm/functions/math.h>
#include <retort/orm/functions/text.h>

#include "orm/library_fixture.h"

namespace retort::test {

template <class As>
struct PageModel {
  static constexpr auto table_name = "pages";
  Column<As, "rowid", std::int64_t> rowid{};
  Column<As, "title", std::string> title{};
  Column<As, "body", std::string> body{};
};
inline constexpr auto pages = shape<PageModel>;

template <class As>
struct PlaceModel {
  static constexpr auto table_name = "places";
  Column<As, "id", std::int64_t> id{};
  Column<As, "min_x", double> min_x{};
  Column<As, "max_x", double> max_x{};
};
inline constexpr auto places = shape<PlaceModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class FunctionTest : public LibraryTest {
 protected:
  /// What an expression without tables gives.
  template <class E>
  auto value(const E& expression) {
    return session.query(expression).one();
  }
};

TEST_F(FunctionTest, Case83Operators) {
  const auto& born = authors.born;
  EXPECT_EQ((born == std::nullopt).sql(), "authors.born IS NULL");
  EXPECT_EQ((!(born == 1)).sql(), "authors.born != :born_1");
  EXPECT_EQ((!(born == 1 || born == 2)).sql(),
            "NOT (authors.born = :born_1 OR authors.born = :born_2)");
  EXPECT_EQ((born == 1 || (born == 2 && born == 3)).sql(),
            "authors.born = :born_1 OR authors.born = :born_2 AND authors.born = :born_3");
  EXPECT_EQ(never().sql(), "0 = 1");
  EXPECT_EQ((always() && born == 1).sql(), "authors.born = :born_1");
  EXPECT_EQ((!never() && !always()).sql(), "0 = 1");
  EXPECT_EQ(session.query(authors).filter(always()).count(), 3);
  EXPECT_EQ(session.query(authors).filter(never()).count(), 0);
  // bool(expression) does not compile.
  static_assert(!std::is_convertible_v<decltype(born == 1), bool>);
  static_assert(!std::is_constructible_v<bool, decltype(born == 1)>);
}

TEST_F(FunctionTest, Case83Rows) {
  const auto pair = row_of(books.author_id, books.pages);
  EXPECT_EQ(
      session.query(books.title).filter(pair.in({{1, 500}, {2, 200}})).order_by(books.id).all(),
      (Texts{"Rose", "Table"}));
  EXPECT_EQ(sent(),
            "SELECT books.title AS books_title FROM books WHERE (books.author_id, books.pages) IN "
            "(VALUES (?, ?), (?, ?)) ORDER BY books.id (1, 500, 2, 200)");
  using Pair = decltype(pair)::Values;
  EXPECT_EQ(session.query(books).filter(pair.in(std::vector<Pair>())).count(), 0);
  EXPECT_EQ(session.query(books).filter(pair.not_in({{1, 500}})).count(), 3);
  EXPECT_EQ(session.query(books.title).filter(row_of(books.pages, books.id) > row_of(500, 1)).one(),
            "Pendulum");
  EXPECT_EQ(
      session.query(books.title)
          .filter(pair.in(select(books.author_id, max(books.pages)).group_by(books.author_id)))
          .count(),
      2);
}

TEST_F(FunctionTest, PatternsBitsAndCollations) {
  const auto names = [&](const auto& test) {
    return session.query(authors.name).filter(test).order_by(authors.name).all();
  };
  EXPECT_EQ(names(authors.name.glob("*v*")), (Texts{"Calvino", "Levi"}));
  EXPECT_EQ(names(!authors.name.glob("*v*")), Texts{"Eco"});
  EXPECT_EQ((!authors.name.glob("x")).sql(), "authors.name NOT GLOB :name_1");
  EXPECT_EQ(authors.name.regexp("^E").sql(), "authors.name REGEXP :name_1");
  EXPECT_EQ(names(authors.name.collate("nocase") == "ECO"), Texts{"Eco"});
  EXPECT_EQ(((authors.name + "x").collate("nocase") == "ECOX").sql(),
            "((authors.name || :name_1) COLLATE nocase) = :param_1");
  EXPECT_EQ(value((literal(6) & 3) | 8), 10);
  EXPECT_EQ(value(~literal(0)), -1);
  EXPECT_EQ(names((authors.id & 1) == 1), (Texts{"Calvino", "Eco"}));
}

TEST_F(FunctionTest, ChooseAmongValues) {
  const auto size = when(books.pages > 500, "long").when(books.pages > 100, "middling");
  EXPECT_EQ(session.query(size.otherwise("short")).order_by(books.id).all(),
            (Texts{"middling", "long", "middling", "short"}));
  EXPECT_EQ(sent(),
            "SELECT CASE WHEN books.pages > ? THEN ? WHEN books.pages > ? THEN ? ELSE ? END AS "
            "anon_1 FROM books ORDER BY books.id (500, 'long', 100, 'middling', 'short')");
  static_assert(std::same_as<decltype(size)::ValueType, std::optional<std::string>>);
  EXPECT_EQ(session.query(size).filter(books.title == "Beowulf").one(), std::nullopt);
  EXPECT_EQ(value(nullif(literal(3), 3)), std::nullopt);
  EXPECT_EQ(value(coalesce(null<int>(), 4)), 4);
  EXPECT_EQ(value(cast<std::int64_t>(literal("12"))), 12);
  EXPECT_EQ(value(cast<std::string>(literal(12))), "12");
  // A condition that is none is true of every row.
  EXPECT_EQ(value(when(Condition(), 1).otherwise(2)), 1);
  EXPECT_EQ(cast<double>(books.pages).sql(), "CAST(books.pages AS float64)");
  EXPECT_EQ(sum(when(books.pages > 300, 1).otherwise(0)).sql(),
            "sum(CASE WHEN books.pages > :pages_1 THEN :case_1 ELSE :case_2 END)");
}

TEST_F(FunctionTest, ChooseByWhatAnExpressionIs) {
  const auto place = case_of(books.title).when("Pendulum", 1).when(lower(books.title), 2);
  EXPECT_EQ(place.otherwise(books.id).sql(),
            "CASE books.title WHEN :title_1 THEN :case_1 WHEN lower(books.title) THEN :case_2 ELSE "
            "books.id END");
  EXPECT_EQ(session.query(place).filter(books.title == "Pendulum").one(), 1);
  EXPECT_EQ(session.query(place).filter(books.title == "Beowulf").one(), std::nullopt);
  EXPECT_EQ(value(case_of(literal(3)).when(2, "two").otherwise("many")), "many");
}

bool matches(std::string_view pattern, const std::string& text) {
  return std::regex_search(text, std::regex(std::string(pattern)));
}
int count_vowels(std::string_view text) {
  return static_cast<int>(
      std::ranges::count_if(text, [](char c) { return std::strchr("aeiou", c) != nullptr; }));
}

TEST(ProgramFunctionTest, StandsInQueries) {
  static constexpr sql_function<"vowels", int(std::string)> vowels;
  namespace sql = retort::engine;
  sql::Engine engine("sqlite://", {.functions = {sql::function("vowels", count_vowels),
                                                 sql::function("regexp", matches)}});
  Session session(engine);
  EXPECT_EQ(session.query(vowels(literal("retort"))).one(), 2);
  EXPECT_EQ(session.query(literal("retort").regexp("^re.*t$")).one(), true);
  EXPECT_EQ(session.query(literal("retort").regexp("^t")).one(), false);
}

TEST_F(FunctionTest, Text) {
  const auto x = literal("Eco");
  EXPECT_EQ(value(substr(x, 2)), "co");
  EXPECT_EQ(value(substr(x, -2, 1)), "c");
  EXPECT_EQ(value(replace(x, "c", "ch")), "Echo");
  EXPECT_EQ(value(instr(x, "o")), 3);
  EXPECT_EQ(value(ltrim(literal("  a "))), "a ");
  EXPECT_EQ(value(rtrim(literal("  a "))), "  a");
  EXPECT_EQ(value(trim(literal("--a-"), "-")), "a");
  EXPECT_EQ(value(hex(x)), "45636F");
  EXPECT_EQ(value(quote(literal("it's"))), "'it''s'");
  EXPECT_EQ(value(unicode(x)), 69);
  EXPECT_EQ(value(chars(69, 99)), "Ec");
  EXPECT_EQ(value(format("%s: %d", x, 3)), "Eco: 3");
  EXPECT_EQ(value(type_of(x)), "text");
  EXPECT_EQ(
      session.query(group_concat(authors.name, "+")).filter(authors.born > 1900).one()->size(), 8U);
}

TEST_F(FunctionTest, Mathematics) {
  EXPECT_EQ(value(round(literal(2.567), 1)), 2.6);
  EXPECT_EQ(value(sign(literal(-3))), -1);
  EXPECT_EQ(value(greatest(literal(1), 5, 3)), 5);
  EXPECT_EQ(value(least(literal("b"), "a")), "a");
  EXPECT_EQ(value(sqrt(literal(9))), 3);
  EXPECT_EQ(value(sqrt(literal(-9))), std::nullopt);
  EXPECT_EQ(value(pow(literal(2), 10)), 1024);
  EXPECT_EQ(value(mod(literal(7), 4)), 3);
  EXPECT_EQ(value(floor(literal(-1.5))), -2);
  EXPECT_EQ(value(ceil(literal(1.2))), 2);
  EXPECT_EQ(value(exp(literal(0))), 1);
  EXPECT_EQ(session.query(total(books.pages)).filter(never()).one(), 0);
}

TEST_F(FunctionTest, Dates) {
  EXPECT_EQ(value(date("2024-02-28", "+2 days")), "2024-03-01");
  EXPECT_EQ(value(time_of_day("2024-02-28 10:30:00")), "10:30:00");
  EXPECT_EQ(value(datetime(0, "unixepoch")), "1970-01-01 00:00:00");
  EXPECT_EQ(value(julianday("2000-01-01 12:00")), 2451545.0);
  EXPECT_EQ(value(unixepoch("1970-01-02")), 86400);
  EXPECT_EQ(value(strftime("%Y", "1984-01-01")), "1984");
  EXPECT_EQ(value(date("no date")), std::nullopt);
  EXPECT_EQ(value(extract(DatePart::month, literal("1984-06-01"))), 6);
  EXPECT_EQ(extract(DatePart::year, authors.name).sql(),
            "CAST(strftime(:strftime_1, authors.name) AS int32)");
}

TEST_F(FunctionTest, Json) {
  const auto facts = literal(R"({"a": [1, {"b": "x"}], "n": 7})");
  EXPECT_EQ(value(json_get<int>(facts, "$.n")), 7);
  EXPECT_EQ(value(json_get(facts, "$.a[1].b")), "x");
  EXPECT_EQ(value(json_value(facts, "$.a[1]")), R"({"b":"x"})");
  EXPECT_EQ(value(json_get<int>(json_value(facts, "a"), 0)), 1);
  EXPECT_EQ(value(json_extract<int>(facts, "$.n")), 7);
  EXPECT_EQ(value(json_type(facts, "$.a")), "array");
  EXPECT_EQ(value(json_array_length(facts, "$.a")), 2);
  EXPECT_EQ(value(json_set(facts, "$.n", 8)), R"({"a":[1,{"b":"x"}],"n":8})");
  EXPECT_EQ(value(json_remove(facts, "$.a")), R"({"n":7})");
  EXPECT_EQ(value(json_object("a", 1, "b", "x")), R"({"a":1,"b":"x"})");
  EXPECT_EQ(value(json_array(1, "x")), R"([1,"x"])");
  EXPECT_TRUE(value(json_valid(facts)));
  EXPECT_EQ(session.query(json_group_array(authors.id)).filter(authors.id == 2).one(), "[2]");
}

TEST_F(FunctionTest, JsonAsATable) {
  session.add(Book{.title = "[3, 1, 2]", .pages = 1});
  const auto number = cast<int>(json_rows.value);
  EXPECT_EQ(session.query(number).from(json_each(literal("[3, 1, 2]"))).order_by(number).all(),
            (std::vector<std::optional<int>>{1, 2, 3}));
  const auto rows = session.query(books.title, json_rows.key)
                        .join(json_each(books.title), always())
                        .filter(json_valid(books.title));
  EXPECT_EQ(sql_from(rows, "FROM"),
            "FROM books JOIN json_each(books.title) AS json_each ON 1 = 1 WHERE "
            "json_valid(books.title)");
  EXPECT_EQ(session.query(json_rows.fullkey)
                .from(json_tree(literal(R"({"a": {"b": 1}})")))
                .filter(json_rows.atom.is_not_null())
                .one(),
            "$.a.b");
}

TEST_F(FunctionTest, FullText) {
  session.sql("CREATE VIRTUAL TABLE pages USING fts5(title, body)").execute();
  session
      .sql(
          "INSERT INTO pages VALUES ('one', 'the quick brown fox'), ('two', 'a lazy dog'), "
          "('fox', 'fox and fox')")
      .execute();
  recorder.take();
  const auto found = session.query(pages.title, highlight(pages, 1, "<", ">"))
                         .filter(match(pages, "fox"))
                         .order_by(bm25(pages), pages.rowid);
  EXPECT_EQ(found.all().front(),
            (std::tuple{std::string("fox"), std::optional<std::string>("<fox> and <fox>")}));
  EXPECT_EQ(
      sent(),
      "SELECT pages.title AS pages_title, highlight(pages, ?, ?, ?) AS highlight_1 FROM pages "
      "WHERE pages MATCH ? ORDER BY bm25(pages), pages.rowid (1, '<', '>', 'fox')");
  EXPECT_EQ(session.query(pages.title).filter(match(pages.title, "fox")).one(), "fox");
  EXPECT_EQ(session.query(snippet(pages, 1, "[", "]", "...", 2)).filter(match(pages, "lazy")).one(),
            "a [lazy]...");
}

TEST_F(FunctionTest, RTreesAreShapes) {
  session.sql("CREATE VIRTUAL TABLE places USING rtree(id, min_x, max_x)").execute();
  session.sql("INSERT INTO places VALUES (1, 0, 5), (2, 10, 15)").execute();
  EXPECT_EQ(session.query(places.id).filter(places.min_x <= 3, places.max_x >= 3).one(), 1);
}

constexpr sql_function<"soundex", std::string(std::string)> soundex;

TEST_F(FunctionTest, DeclaredByTheProgram) {
  EXPECT_EQ(soundex(authors.name).sql(), "soundex(authors.name)");
  EXPECT_EQ(
      session.query(authors.name).filter(soundex(authors.name) == soundex(literal("Levy"))).one(),
      "Levi");
}

TEST_F(FunctionTest, Fragments) {
  EXPECT_EQ(session.query(books.title)
                .filter(text("pages > :most AND title <> ':most'", arg("most", 550)),
                        books.title.startswith("P"))
                .one(),
            "Pendulum");
  EXPECT_EQ(sent(),
            "SELECT books.title AS books_title FROM books WHERE (pages > ? AND title <> ':most') "
            "AND (books.title LIKE ? || '%') (550, 'P')");
  EXPECT_EQ(session.query(books).filter(text("id IN :ids", arg("ids", Ints{1, 3}))).count(), 2);
  EXPECT_EQ(session.query(books).filter(text("id IN :ids", arg("ids", Ints{}))).count(), 0);
  EXPECT_EQ(session.query(text<int>("length(title)")).from(books).order_by(books.id).first(), 4);
  EXPECT_THROW(text("pages > :most"), QueryError);
  EXPECT_THROW(text("pages > 3", arg("most", 3)), QueryError);
  EXPECT_NO_THROW(text("a = ':x' -- :y\n AND b = [:z] /* :u */ AND \":w\" = '::'"));
}

}  // namespace
