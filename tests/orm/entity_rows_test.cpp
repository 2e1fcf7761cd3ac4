// Rows written from entities that are no objects: upsert() and update_rows().

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/inheritance.h>
#include <retort/schema/metadata.h>

#include "orm/library_fixture.h"

namespace retort::test {
namespace {

using EntityRowsTest = LibraryTest;

TEST_F(EntityRowsTest, UpsertInsertsOrChanges) {
  const auto eco = session.query(authors).filter(authors.name == "Eco").one();
  EXPECT_EQ(eco->country, "?");
  recorder.take();
  const auto again = session.upsert(Author{.name = "Eco", .born = 1933}, authors.name);
  EXPECT_EQ(recorder.take(),
            (std::vector<std::string>{
                "SAVEPOINT retort_1",
                "INSERT INTO authors (name, born) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                "born=excluded.born RETURNING authors.id AS authors_id, authors.name AS "
                "authors_name, authors.born AS authors_born, authors.country AS authors_country "
                "('Eco', 1933)",
                "RELEASE SAVEPOINT retort_1"}));
  EXPECT_EQ(again, eco);
  EXPECT_EQ(eco->born, 1933);
  const auto eve = session.upsert(Author{.name = "Eve"}, authors.name);
  EXPECT_EQ(eve->id, 4);
  EXPECT_EQ(eve->country, "?");
  eve->born = 1;
  recorder.take();
  session.flush();
  EXPECT_EQ(recorder.sent(), "UPDATE authors SET born=? WHERE authors.id = ? (1, 4)");
}

TEST_F(EntityRowsTest, UpsertByKeyKeepsWhatItSaysNothingOf) {
  const auto books_of_eco = session.query(authors).filter(authors.name == "Eco").one();
  EXPECT_EQ(books_of_eco->books.size(), 2U);
  // The key is what it is found by; the author is said by a handle.
  const auto rose = session.upsert(Book{.id = 1, .title = "The Rose", .author = books_of_eco});
  EXPECT_EQ(rose->title, "The Rose");
  EXPECT_EQ(rose->author->name, "Eco");
  EXPECT_EQ(books_of_eco->books.size(), 2U);
  const auto more = session.upsert(Book{.id = 9, .title = "Baudolino", .author = books_of_eco});
  EXPECT_EQ(books_of_eco->books.size(), 3U);
  EXPECT_TRUE(books_of_eco->books.contains(more));
}

TEST_F(EntityRowsTest, UpsertTakesWhatIsNotFlushedIntoAccount) {
  const auto eve = session.add(Author{.name = "Eve"});
  EXPECT_EQ(session.upsert(Author{.name = "Eve", .born = 1}, authors.name), eve);
  eve->born = 2;
  EXPECT_EQ(session.upsert(Author{.name = "Eve", .born = 3}, authors.name)->born, 3);
  EXPECT_FALSE(session.is_modified(eve));
}

TEST_F(EntityRowsTest, UpsertOfManyIsAllOrNothing) {
  const auto two = session.upsert_all(
      std::vector<Author>{{.name = "Levi", .born = 1920}, {.name = "Ada", .country = "it"}},
      authors.name);
  EXPECT_EQ(two[0]->id, 2);
  EXPECT_EQ(two[1]->country, "it");
  EXPECT_THROW(session.upsert_all(std::vector<Book>{{.id = 30, .title = "x"},
                                                    {.id = 31, .title = "y", .author_id = 77}}),
               engine::ForeignKeyViolation);
  EXPECT_EQ(session.query(books).filter(books.id >= 30).count(), 0);
  EXPECT_THROW(session.upsert(Author{.name = ""}, authors.name), ValidationError);
  EXPECT_EQ(session.query(authors).count(), 4);
  session.rollback();
  EXPECT_EQ(session.query(authors).count(), 3);
}

TEST_F(EntityRowsTest, UpsertSaysWhatItCannotDo) {
  Author with_books{.name = "New"};
  with_books.books.add(Book{.title = "b"});
  EXPECT_THROW(session.upsert(std::move(with_books), authors.name), SessionError);
  const Handle<Author> nobody(Author{.name = "Nobody"});
  EXPECT_THROW(session.upsert(Book{.title = "b", .author = nobody}), SessionError);
  Session reader(recorder.engine(), {.read_only = true});
  EXPECT_THROW(reader.upsert(Author{.name = "x"}, authors.name), SessionError);
  EXPECT_THROW(reader.update_rows(std::vector<Author>{}, authors.born), SessionError);
}

TEST_F(EntityRowsTest, AllOfARowMayBeItsKey) {
  create_all(recorder.engine(), metadata<ReviewModel>());
  const auto review = session.upsert(Review{.book_id = 1, .reader = "a"});
  EXPECT_EQ(session.upsert(Review{.book_id = 1, .reader = "a"}), review);
  EXPECT_EQ(
      session
          .upsert(Review{.book_id = 1, .reader = "a", .stars = 2}, reviews.book_id, reviews.reader)
          ->stars,
      2);
  EXPECT_EQ(session.query(reviews).count(), 1);
}

TEST_F(EntityRowsTest, RowsAreUpdatedByTheirKeys) {
  const auto rose = session.get<Book>(1);
  EXPECT_EQ(rose->pages, 500);
  recorder.take();
  EXPECT_EQ(session.update_rows(std::vector<Book>{{.id = 1, .title = "R", .pages = 1},
                                                  {.id = 2, .title = "P", .pages = 2}},
                                books.title, books.pages),
            2);
  EXPECT_EQ(recorder.take(), (std::vector<std::string>{
                                 "BEGIN", "SAVEPOINT retort_1",
                                 "UPDATE books SET title=?, pages=? WHERE books.id = ? ('R', 1, 1)",
                                 "UPDATE books SET title=?, pages=? WHERE books.id = ? ('P', 2, 2)",
                                 "RELEASE SAVEPOINT retort_1"}));
  EXPECT_EQ(rose->title, "R");
  EXPECT_EQ(session.get<Book>(2)->pages, 2);
  EXPECT_EQ(session.get<Book>(1)->author->name, "Eco");
}

TEST_F(EntityRowsTest, AMissingRowUndoesTheOthers) {
  EXPECT_THROW(session.update_rows(std::vector<Book>{{.id = 1, .pages = 1}, {.id = 99, .pages = 2}},
                                   books.pages),
               StaleObjectError);
  EXPECT_EQ(session.get<Book>(1)->pages, 500);
  EXPECT_THROW(session.update_rows(std::vector<Author>{{.id = 1, .name = ""}}, authors.name),
               ValidationError);
}

template <class As>
struct MachineModel {
  static constexpr auto table_name = "machines";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "machine";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "name", std::string> name{};
  Column<As, "version", int, version_counter> version{};
};

template <class As>
struct CraneModel {
  static constexpr auto table_name = "cranes";
  static constexpr auto kind_name = "crane";
  Inherits<As, MachineModel> base{};
  Column<As, "reach", int> reach{};
};

inline constexpr auto machines = table<MachineModel>;
inline constexpr auto cranes = table<CraneModel>;

TEST_F(EntityRowsTest, VersionsAreAskedForAndSeveralTablesAreWritten) {
  using Machine = Entity<MachineModel>;
  using Crane = Entity<CraneModel>;
  create_all(recorder.engine(), metadata<MachineModel, CraneModel>());
  const auto crane = session.add(Crane{.base = {.name = "c"}, .reach = 3});
  session.flush();
  recorder.take();
  session.update_rows(std::vector<Crane>{{.base = {.id = 1, .version = 1}, .reach = 4}},
                      cranes.reach);
  EXPECT_EQ(recorder.take().size(), 4U);
  EXPECT_EQ(crane->reach, 4);
  EXPECT_EQ(crane->base.version, 2);
  EXPECT_THROW(session.update_rows(std::vector<Machine>{{.id = 1, .name = "x", .version = 1}},
                                   machines.name),
               StaleObjectError);
  session.upsert(Machine{.id = 7, .name = "lathe"});
  EXPECT_EQ(session.upsert(Machine{.id = 7, .name = "mill"})->version, 2);
}

inline int last_number = 0;
inline int next_number() { return ++last_number; }

/// Has all that makes the statements of two upserts differ.
template <class As>
struct PartModel {
  static constexpr auto table_name = "parts";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "code", std::string, unique> code{};
  Column<As, "weight", std::optional<int>> weight{};
  Column<As, "colour", std::string, server_default<"'grey'">> colour{};
  Column<As, "mark", int, default_with<&next_number>> mark{};
  Column<As, "changes", int, on_update_with<&next_number>> changes{};
  Column<As, "version", int, version_counter> version{};
};
using Part = Entity<PartModel>;
inline constexpr auto parts = table<PartModel>;

TEST_F(EntityRowsTest, UpsertsOfDifferentShapesDoNotShareTheirStatement) {
  create_all(recorder.engine(), metadata<PartModel>());
  const std::vector<Part> given{{.code = "a", .weight = 1},
                                {.code = "b"},
                                {.code = "a", .weight = 2, .colour = "red"},
                                {.code = "b", .mark = 50},
                                {.code = "a", .mark = 60},
                                {.code = "a", .weight = 4},
                                {.id = 9, .code = "c", .colour = "blue"}};
  const auto stored = [&] {
    return recorder.engine().connect().rows("SELECT * FROM parts ORDER BY code");
  };
  last_number = 0;
  for (const auto& part : given) session.upsert(part, parts.code);
  session.commit();
  const auto one_by_one = stored();
  ASSERT_EQ(one_by_one.size(), 3U);
  session.delete_from(parts).execute();
  session.commit();
  last_number = 0;
  const auto found = session.upsert_all(given, parts.code);
  session.commit();
  EXPECT_EQ(stored(), one_by_one);
  EXPECT_EQ(found[0]->weight, 4);
  EXPECT_EQ(found[0]->colour, "red");
  EXPECT_EQ(found[0]->mark, 60);
  EXPECT_EQ(found[0]->version, 4);
  EXPECT_EQ(found[1]->mark, 50);
  EXPECT_EQ(found[6]->id, 9);
}

using ExpireColumnsTest = LibraryTest;

TEST_F(ExpireColumnsTest, ColumnsAreReadAgainWhenUsed) {
  const auto eco = session.get<Author>(1);
  session.sql("UPDATE authors SET name = 'U. Eco', born = 1930 WHERE id = 1").execute();
  eco->name = "Umberto";
  eco->born = 1;
  recorder.take();
  session.expire(eco, authors.born);
  EXPECT_EQ(recorder.take(), std::vector<std::string>{});
  EXPECT_EQ(eco->born, 1930);
  EXPECT_EQ(recorder.sent(),
            "SELECT authors.born AS authors_born FROM authors WHERE authors.id = ? (1)");
  EXPECT_EQ(eco->name, "Umberto");
  session.flush();
  // The change of the other column is still one, and that of the expired one is gone.
  EXPECT_EQ(recorder.sent(), "UPDATE authors SET name=? WHERE authors.id = ? ('Umberto', 1)");
}

TEST_F(ExpireColumnsTest, NothingIsWrittenOfWhatIsExpired) {
  const auto eco = session.get<Author>(1);
  eco->born = 1;
  session.expire(eco, authors.born, authors.name);
  recorder.take();
  session.flush();
  EXPECT_EQ(recorder.take(), std::vector<std::string>{});
  EXPECT_EQ(eco->born, 1932);
  session.expire(eco, authors.born);
  session.expire(eco);
  recorder.take();
  EXPECT_EQ(eco->name, "Eco");
  EXPECT_EQ(recorder.take().size(), 1U);
  session.expire(eco, authors.born);
  session.sql("DELETE FROM books").execute();
  session.sql("DELETE FROM authors WHERE id = 1").execute();
  EXPECT_THROW(static_cast<void>(eco->name), StaleObjectError);
  EXPECT_THROW(session.expire(Handle<Author>(Author{}), authors.name), SessionError);
}

TEST_F(ExpireColumnsTest, RelationshipsAreLoadedAgain) {
  const auto eco = session.get<Author>(1);
  EXPECT_EQ(eco->books.size(), 2U);
  session.sql("DELETE FROM books WHERE id = 1").execute();
  EXPECT_EQ(eco->books.size(), 2U);
  session.expire(eco, authors.books);
  EXPECT_EQ(eco->books.size(), 1U);
}

using LoadEverythingTest = LibraryTest;

TEST_F(LoadEverythingTest, RaisesForAllThatNothingElseIsSaidOf) {
  session.close();
  const auto eco = session.query(authors).options(raiseload(everything)).first().value();
  EXPECT_THROW(eco->books.size(), LazyLoadError);
  session.rollback();
  session.close();
  const auto again = session.query(authors)
                         .options(raiseload(everything), selectinload(authors.books))
                         .first()
                         .value();
  EXPECT_EQ(again->books.size(), 2U);
  // And below what is loaded.
  EXPECT_THROW(again->books[0]->reviews.size(), LazyLoadError);
  // What the session has is no load.
  EXPECT_EQ(again->books[0]->author, again);
}

TEST_F(LoadEverythingTest, EndsAPath) {
  session.close();
  const auto eco = session.query(authors)
                       .options(selectinload(authors.books), raiseload(authors.books, everything))
                       .first()
                       .value();
  EXPECT_THROW(eco->books[0]->reviews.size(), LazyLoadError);
  session.close();
  const auto joined = session.query(books)
                          .options(joinedload(books.author), raiseload(books.author, everything))
                          .first()
                          .value();
  EXPECT_EQ(joined->reviews.size(), 0U);
  session.get<Author>(3);
  EXPECT_THROW(joined->author->books.size(), LazyLoadError);
}

TEST_F(LoadEverythingTest, MakesAllLazy) {
  const auto query = session.query(books).options(lazyload(everything), joinedload(books.author));
  EXPECT_NE(query.sql().find("LEFT OUTER JOIN"), std::string::npos);
}

}  // namespace
}  // namespace retort::test
