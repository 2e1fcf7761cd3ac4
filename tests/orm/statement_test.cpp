// Statements that change rows without objects, and statements in SQL. The numbers are those of the
// SQLAlchemy reference's cases.

#include "orm/library_fixture.h"

namespace retort::test {

template <class As>
struct NameModel {
  static constexpr auto table_name = "names";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
  Column<As, "times", int> times{1};
};
using Name = Entity<NameModel>;
inline constexpr auto names = table<NameModel>;

template <class As>
struct LongestShape {
  static constexpr auto table_name = "longest";
  Column<As, "author_id", std::optional<std::int64_t>> author_id{};
  Column<As, "pages", std::optional<int>> pages{};
};
inline constexpr auto longest_books = shape<LongestShape>;

template <class As>
struct CounterShape {
  static constexpr auto table_name = "counter";
  Column<As, "n", int> n{};
};
inline constexpr auto counter = shape<CounterShape>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class StatementTest : public LibraryTest {
 protected:
  StatementTest() {
    create_all(recorder.engine(), metadata<NameModel>());
    recorder.take();
  }
};

// Objects are read again, not evaluated.
TEST_F(StatementTest, Case86UpdatesRows) {
  const auto rose = session.get<Book>(1);
  const auto changed = session.update(books)
                           .set(books.pages, books.pages + 1)
                           .set(books.title, "A rose")
                           .filter(books.title.startswith("R"))
                           .execute();
  EXPECT_EQ(changed, 1);
  EXPECT_EQ(recorder.take().back(),
            "UPDATE books SET pages=(books.pages + ?), title=? WHERE books.title LIKE ? || '%' (1, "
            "'A rose', 'R')");
  // The object is read again when it is used.
  EXPECT_EQ(rose->pages, 501);
  EXPECT_EQ(rose->title, "A rose");
  rose->pages = 7;
  session.commit();
  EXPECT_EQ(session.query(books.pages).filter(books.id == 1).one(), 7);
}

TEST_F(StatementTest, WritesChangesOfObjectsFirst) {
  const auto rose = session.get<Book>(1);
  rose->pages = 1000;
  EXPECT_EQ(session.update(books).set(books.title, "long").filter(books.pages > 900).execute(), 1);
  EXPECT_EQ(rose->title, "long");
  EXPECT_EQ(rose->pages, 1000);
}

TEST_F(StatementTest, UpdatesFromOtherTables) {
  const auto update = session.update(books)
                          .from(authors)
                          .set(books.title, authors.name + ": " + books.title)
                          .filter(books.author_id == authors.id, authors.name == "Levi");
  // SQLAlchemy's text differs in nothing but its parentheses.
  EXPECT_EQ(update.sql(),
            "UPDATE books SET title=(authors.name || ? || books.title) FROM authors WHERE "
            "books.author_id = authors.id AND authors.name = ?");
  EXPECT_EQ(update.returning(books.title).all(), Texts{"Levi: Table"});
}

TEST_F(StatementTest, Case86DeletesRows) {
  const auto eco = session.get<Author>(1);
  const auto rose = session.get<Book>(1);
  EXPECT_EQ(eco->books.size(), 2U);
  EXPECT_EQ(session.delete_from(books).filter(books.pages == 500).returning(books.title).all(),
            Texts{"Rose"});
  EXPECT_EQ(eco->books.size(), 1U);
  EXPECT_THROW(static_cast<void>(rose->title), StaleObjectError);
  EXPECT_EQ(session.delete_from(books).filter(books.author_id.in(select(authors.id))).execute(), 2);
  const auto last = session.delete_from(books).returning(plain(books)).all();
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last[0].title, "Beowulf");
}

TEST_F(StatementTest, InsertsARow) {
  EXPECT_EQ(session.insert_into(names).set(names.name, "a").set(names.times, 3).execute(), 1);
  EXPECT_EQ(sent(), "INSERT INTO names (name, times) VALUES (?, ?) ('a', 3)");
  EXPECT_EQ(session.insert_into(names)
                .set(names.name, upper(literal("b")))
                .set(names.times, 1)
                .returning(names.id, names.name)
                .all(),
            (std::vector{std::tuple{std::int64_t{2}, std::string("B")}}));
  const auto made =
      session.insert_into(names).set(names.name, "c").set(names.times, 1).returning(names).first();
  EXPECT_EQ((*made)->name, "c");
  EXPECT_EQ(*made, session.get<Name>(3));
}

// Equal columns make one statement, which gives the keys back.
TEST_F(StatementTest, Case87InsertsManyRows) {
  const std::vector<Name> many = {{.name = "a"}, {.name = "b", .times = 2}, {.name = "c"}};
  EXPECT_EQ(session.insert_into(names).rows(many).returning(names.id).all(), (Ints{1, 2, 3}));
  EXPECT_EQ(sent(),
            "INSERT INTO names (name, times) VALUES (?, ?), (?, ?), (?, ?) RETURNING names.id AS "
            "names_id ('a', 1, 'b', 2, 'c', 1)");
  EXPECT_THROW(session.insert_into(names).rows(std::vector<Name>{{.name = "x"}, {.id = 9}}),
               QueryError);
  EXPECT_EQ(session.insert_into(names).rows(std::vector<Name>()).execute(), 0);
  EXPECT_EQ(session.query(names).count(), 3);
  EXPECT_THROW(session.update(names).execute(), QueryError);
}

TEST_F(StatementTest, ValidatorsSeeValues) {
  EXPECT_THROW(session.insert_into(authors).set(authors.name, ""), ValidationError);
  EXPECT_THROW(session.insert_into(authors).rows(std::vector<Author>{{.name = ""}}),
               ValidationError);
  EXPECT_THROW(session.update(authors).set(authors.name, ""), ValidationError);
  session.update(authors).set(authors.name, "Eco  ").filter(authors.id == 1).execute();
  EXPECT_EQ(session.query(authors.name).filter(authors.id == 1).one(), "Eco");
}

TEST_F(StatementTest, InsertsFromAQuery) {
  const auto insert = session.insert_into(names)
                          .columns(names.name, names.times)
                          .from(select(authors.name, literal(0)).filter(authors.born > 1900));
  EXPECT_EQ(insert.execute(), 2);
  EXPECT_EQ(sent(),
            "INSERT INTO names (name, times) SELECT authors.name, ? AS anon_1 FROM authors WHERE "
            "authors.born > ? (0, 1900)");
  const auto again = session.insert_into(names)
                         .columns(names.name, names.times)
                         .from(select(authors.name, literal(0)))
                         .on_conflict(names.name)
                         .do_nothing();
  EXPECT_EQ(again.execute(), 1);
}

TEST_F(StatementTest, Upserts) {
  const auto count_name = [&](const char* name) {
    return session.insert_into(names)
        .set(names.name, name)
        .set(names.times, 1)
        .on_conflict(names.name)
        .do_update(assign(names.times, names.times + excluded(names.times)));
  };
  count_name("a").execute();
  EXPECT_EQ(sent(),
            "INSERT INTO names (name, times) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
            "times=(names.times + excluded.times) ('a', 1)");
  const auto a = session.query(names).one();
  EXPECT_EQ(a->times, 1);
  EXPECT_EQ(count_name("a").returning(names.times).all(), std::vector<int>{2});
  EXPECT_EQ(a->times, 2);
  const auto unless_often =
      session.insert_into(names)
          .set(names.name, "a")
          .set(names.times, 9)
          .on_conflict(names.name)
          .do_update_if(names.times < 2, assign(names.times, excluded(names.times)));
  EXPECT_EQ(unless_often.execute(), 0);
  EXPECT_EQ(session.insert_into(names)
                .set(names.name, "a")
                .set(names.times, 1)
                .on_conflict()
                .do_nothing()
                .execute(),
            0);
}

TEST_F(StatementTest, AreUndoneWithTheTransaction) {
  session.delete_from(books).execute();
  session.rollback();
  EXPECT_EQ(session.query(books).count(), 4);
}

struct Person {
  std::string name;
  std::optional<int> born;
};

TEST_F(StatementTest, Case90InSql) {
  const auto people = session.sql("SELECT name, born FROM authors WHERE id IN :ids OR born = :y",
                                  arg("ids", Ints{3}), arg("y", 1919));
  EXPECT_EQ(people.sql(), "SELECT name, born FROM authors WHERE id IN (?) OR born = ?");
  const auto rows = people.into<Person>().all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].name, "Levi");
  EXPECT_EQ(rows[1].born, std::nullopt);
  const auto columns = people.columns<std::string, std::optional<int>>();
  EXPECT_EQ(std::get<0>(*columns.first()), "Levi");
  EXPECT_EQ(session.sql("SELECT count(*) FROM books").columns<int>().one(), 4);
  EXPECT_EQ(session.sql("DELETE FROM books WHERE pages < :p", arg("p", 300)).execute(), 2);
  EXPECT_THROW(session.sql("SELECT :missing"), QueryError);
  EXPECT_THROW(people.columns<std::string>().all(), QueryError);
  EXPECT_THROW(session.sql("SELECT 1 WHERE 0").columns<int>().one(), NoResultFound);
  int count = 0;
  for (const auto& person : people.into<Person>().stream()) count += person.born ? 1 : 0;
  EXPECT_EQ(count, 1);
}

TEST_F(StatementTest, ObjectsFromSql) {
  const auto found = session.query(authors)
                         .from(sql(authors,
                                   "SELECT born, country, name, id FROM authors "
                                   "WHERE name LIKE :like",
                                   arg("like", "E%")))
                         .filter(authors.born > 1900)
                         .one();
  EXPECT_EQ(found->name, "Eco");
  EXPECT_EQ(found, session.get<Author>(1));
}

TEST_F(StatementTest, Case90ObjectsFromSelectStar) {
  const auto query = session.query(authors).from(
      sql(authors, "SELECT * FROM authors WHERE id IN :ids", arg("ids", Ints{1, 3})));
  recorder.take();
  const auto rows = query.order_by(authors.id).all();
  EXPECT_EQ(recorder.sent(),
            "SELECT authors.id AS authors_id, authors.name AS authors_name, authors.born AS "
            "authors_born, authors.country AS authors_country FROM (SELECT * FROM authors WHERE id "
            "IN (?, ?)) AS authors ORDER BY authors.id (1, 3)");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1]->name, "Calvino");
  // They are the session's own.
  EXPECT_EQ(rows[1], session.get<Author>(3));
  rows[1]->born = 1919;
  session.flush();
  EXPECT_EQ(recorder.sent(), "UPDATE authors SET born=? WHERE authors.id = ? (1919, 3)");
}

TEST_F(StatementTest, UpdatesFromACommonTable) {
  const auto longest = select(books.author_id, max(books.pages)).group_by(books.author_id);
  EXPECT_EQ(session.update(authors)
                .with(longest_books, longest)
                .from(longest_books)
                .set(authors.born, longest_books.pages)
                .filter(longest_books.author_id == authors.id)
                .execute(),
            2);
  EXPECT_EQ(recorder.take().back(),
            "WITH longest(author_id, pages) AS (SELECT books.author_id, max(books.pages) AS max_1 "
            "FROM books GROUP BY books.author_id) UPDATE authors SET born=longest.pages FROM "
            "longest WHERE longest.author_id = authors.id");
  EXPECT_EQ(session.query(authors.born).filter(authors.name == "Levi").one(), 200);
}

TEST_F(StatementTest, DeletesWhatACommonTableNames) {
  const auto short_books = select(books.author_id, max(books.pages)).group_by(books.author_id);
  const auto named = select(longest_books.author_id).filter(longest_books.pages < 300);
  EXPECT_EQ(session.delete_from(books)
                .with(longest_books, short_books)
                .filter(books.author_id.in(named))
                .execute(),
            1);
  EXPECT_EQ(session.query(books.title).filter(books.title == "Table").count(), 0);
}

TEST_F(StatementTest, InsertsFromARecursiveCommonTable) {
  const auto next = select(counter.n + 1).filter(counter.n < 3);
  EXPECT_EQ(session.insert_into(names)
                .with_recursive(counter, select(literal(1)).union_all(next))
                .columns(names.name, names.times)
                .from(select("n" + cast<std::string>(counter.n), counter.n))
                .execute(),
            3);
  EXPECT_EQ(session.query(names.name).order_by(names.id).all(), (Texts{"n1", "n2", "n3"}));
}

TEST_F(StatementTest, Case87RowsThatSayDifferentColumns) {
  session.insert(std::vector<Author>{{.name = "a"}, {.name = "b", .country = "x"}, {.name = "c"}});
  auto log = recorder.take();
  std::erase_if(log, [](const auto& line) { return !line.starts_with("INSERT"); });
  EXPECT_EQ(log, (Texts{"INSERT INTO authors (name, born) VALUES (?, ?) ('a', NULL)",
                        "INSERT INTO authors (name, born, country) VALUES (?, ?, ?) ('b', NULL, "
                        "'x')",
                        "INSERT INTO authors (name, born) VALUES (?, ?) ('c', NULL)"}));
  EXPECT_EQ(session.query(authors.country).filter(authors.id > 3).order_by(authors.id).all(),
            (Texts{"?", "x", "?"}));
}

}  // namespace
