// The session: one object a row, what a flush writes, what commit and rollback mean.

#include <retort/orm/session.h>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace {

using namespace retort::test;
using Lines = std::vector<std::string>;

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel, NodeModel>());
    recorder.take();
  }

  Handle<Author> stored(const std::string& name) {
    auto author = session.add(Author{.name = name});
    session.commit();
    recorder.take();
    return author;
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(SessionTest, SendsNothingBeforeItHasTo) {
  session.add(Author{.name = "Eco"});
  EXPECT_TRUE(recorder.take().empty());
  session.commit();
  session.commit();
  session.rollback();
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN",
                   "INSERT INTO authors (name, born) VALUES (?, ?) RETURNING country ('Eco', NULL)",
                   "COMMIT"}));
}

TEST_F(SessionTest, ReadsBackWhatTheDatabaseMade) {
  const auto author = session.add(Author{.name = "Eco"});
  EXPECT_EQ(author->id, 0);
  EXPECT_THROW(static_cast<void>(author->country.value()), SessionError);
  session.flush();
  EXPECT_EQ(author->id, 1);
  EXPECT_EQ(author->country, "?");
  const auto other = session.add(Author{.id = 9, .name = "Levi", .country = "Italy"});
  session.flush();
  EXPECT_EQ(other->id, 9);
  EXPECT_EQ(other->country, "Italy");
}

TEST_F(SessionTest, ARowIsOneObject) {
  const auto author = stored("Eco");
  EXPECT_EQ(session.get<Author>(1), author);
  EXPECT_TRUE(recorder.take().empty());
  EXPECT_EQ(session.query(authors).one(), author);
  Session other(recorder.engine());
  session.rollback();
  EXPECT_NE(other.get<Author>(1), author);
}

TEST_F(SessionTest, GivesNothingForARowThatIsNotThere) {
  EXPECT_FALSE(session.get<Author>(77));
  EXPECT_THROW(Handle<Author>()->name.clear(), SessionError);
}

TEST_F(SessionTest, UpdatesOnlyWhatChanged) {
  const auto author = stored("Eco");
  author->name = "Umberto Eco";
  session.flush();
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", "UPDATE authors SET name=? WHERE authors.id = ? ('Umberto Eco', 1)"}));
  author->born = 1932;
  author->born.reset();
  author->name = std::string(author->name);
  session.flush();
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(SessionTest, FindsAChangeMadeThroughAReferenceKeptOverACommit) {
  const auto author = stored("Eco");
  auto& entity = *author;
  entity.born = 1932;
  session.commit();
  entity.born = 1933;
  session.commit();
  EXPECT_EQ(recorder.engine().connect().scalar("SELECT born FROM authors"),
            retort::engine::Value(std::int64_t{1933}));
}

TEST_F(SessionTest, FlushesBeforeItQueries) {
  session.add(Author{.name = "Eco"});
  EXPECT_EQ(session.query(authors).count(), 1);
  Session quiet(recorder.engine(), {.autoflush = false});
  session.commit();
  quiet.add(Author{.name = "Levi"});
  EXPECT_EQ(quiet.query(authors).count(), 1);
}

// To look at all objects in use before each get() would make many of them quadratic.
TEST_F(SessionTest, FlushesBeforeAGetOnlyWhatARowMayDependOn) {
  const auto author = stored("Eco");
  author->name = "Umberto Eco";
  EXPECT_FALSE(session.get<Author>(7));
  EXPECT_EQ(recorder.take().size(), 2u) << "BEGIN and SELECT";
  session.add(Author{.id = 7, .name = "Levi"});
  EXPECT_EQ(session.get<Author>(7)->name, "Levi");
  EXPECT_EQ(session.get_many<Author>(std::vector{7, 8}).front()->name, "Levi");
}

TEST_F(SessionTest, OrdersByForeignKeysAndThenByAdding) {
  auto author = Handle<Author>(Author{.name = "Eco"});
  session.add(Review{.book_id = 1, .reader = "Ann"});
  session.add(Book{.title = "B", .author = author});
  session.add(Book{.title = "A"});
  session.flush();
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN",
                   "INSERT INTO authors (name, born) VALUES (?, ?) RETURNING country ('Eco', NULL)",
                   "INSERT INTO books (title, pages, author_id) VALUES (?, ?, ?) ('B', 100, 1)",
                   "INSERT INTO books (title, pages, author_id) VALUES (?, ?, ?) ('A', 100, NULL)",
                   "INSERT INTO reviews (book_id, reader, stars) VALUES (?, ?, ?) (1, 'Ann', 5)"}));
}

TEST_F(SessionTest, UpdatesByKeyThenInsertsThenDeletes) {
  std::vector<Handle<Book>> books;
  for (const auto* title : {"a", "b", "c"}) books.push_back(session.add(Book{.title = title}));
  session.commit();
  recorder.take();
  books[2]->pages = 1;
  books[0]->pages = 1;
  session.remove(books[1]);
  session.add(Book{.id = 9, .title = "n"});
  session.add(Book{.id = 8, .title = "m"});
  session.flush();
  auto log = recorder.take();
  std::erase_if(log, [](const auto& line) { return line.starts_with("SELECT"); });
  EXPECT_EQ(
      log,
      (Lines{
          "BEGIN", "UPDATE books SET pages=? WHERE books.id = ? (1, 1)",
          "UPDATE books SET pages=? WHERE books.id = ? (1, 3)",
          "INSERT INTO books (id, title, pages, author_id) VALUES (?, ?, ?, ?) (9, 'n', 100, NULL)",
          "INSERT INTO books (id, title, pages, author_id) VALUES (?, ?, ?, ?) (8, 'm', 100, NULL)",
          "DELETE FROM books WHERE books.id = ? (2)"}));
}

TEST_F(SessionTest, AFailedFlushHasToBeRolledBack) {
  stored("Eco");
  const auto good = session.add(Author{.name = "Levi"});
  const auto twin = session.add(Author{.name = "Eco"});
  EXPECT_THROW(session.commit(), retort::engine::UniqueViolation);
  EXPECT_EQ(recorder.take().back(), "ROLLBACK");
  try {
    session.query(authors).all();
    FAIL() << "the session went on";
  } catch (const PendingRollbackError& error) {
    EXPECT_NE(std::string(error.what()).find("rollback()"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("authors.name"), std::string::npos);
  }
  EXPECT_THROW(session.commit(), PendingRollbackError);
  EXPECT_TRUE(recorder.take().empty());
  session.rollback();
  EXPECT_FALSE(session.contains(twin));
  EXPECT_FALSE(session.contains(good));
  EXPECT_EQ(twin->name, "Eco");
  EXPECT_EQ(session.query(authors).count(), 1);
  session.add(good);
  session.commit();
  EXPECT_EQ(session.query(authors).count(), 2);
}

TEST_F(SessionTest, RollbackUndoesInMemoryToo) {
  const auto author = stored("Eco");
  author->name = "changed";
  const auto other = session.add(Author{.name = "Levi"});
  session.flush();
  session.remove(author);
  session.flush();
  session.rollback();
  EXPECT_TRUE(session.contains(author));
  EXPECT_EQ(author->name, "Eco");
  EXPECT_FALSE(session.contains(other));
  EXPECT_EQ(other->id, 2);
  EXPECT_FALSE(session.get<Author>(2));
  session.add(other);
  session.commit();
  EXPECT_EQ(session.query(authors).count(), 2);
}

TEST_F(SessionTest, RefreshReadsTheRowAgain) {
  const auto author = stored("Eco");
  recorder.engine().connect().execute("UPDATE authors SET born = 1932");
  EXPECT_FALSE(author->born);
  EXPECT_FALSE(session.query(authors).one()->born);
  session.refresh(author);
  EXPECT_EQ(author->born, 1932);
  session.commit();
  recorder.engine().connect().execute("DELETE FROM authors");
  EXPECT_THROW(session.refresh(author), StaleObjectError);
}

TEST_F(SessionTest, NoticesThatARowIsGone) {
  const auto author = stored("Eco");
  recorder.engine().connect().execute("DELETE FROM authors");
  author->name = "x";
  EXPECT_THROW(session.flush(), StaleObjectError);
  session.rollback();
  EXPECT_THROW(static_cast<void>(author->name.size()), StaleObjectError);
}

TEST_F(SessionTest, RemovesAndForgets) {
  const auto author = stored("Eco");
  session.remove(author);
  session.remove(author);
  EXPECT_FALSE(session.get<Author>(1));
  session.commit();
  const auto log = recorder.take();
  EXPECT_EQ(log.at(log.size() - 2), "DELETE FROM authors WHERE authors.id = ? (1)");
  EXPECT_FALSE(session.contains(author));
  EXPECT_THROW(session.remove(author), SessionError);
  const auto pending = session.add(Author{.name = "Levi"});
  session.remove(pending);
  session.commit();
  EXPECT_EQ(session.query(authors).count(), 0);
}

TEST_F(SessionTest, ExpungedObjectsCanComeBack) {
  const auto author = stored("Eco");
  session.expunge(author);
  author->born = 1932;
  session.commit();
  EXPECT_TRUE(recorder.take().empty());
  session.add(author);
  session.commit();
  EXPECT_EQ(recorder.take().at(1), "UPDATE authors SET born=? WHERE authors.id = ? (1932, 1)");
}

TEST_F(SessionTest, ChangesTheKeyOfARow) {
  const auto author = stored("Eco");
  author->id = 5;
  session.commit();
  EXPECT_EQ(recorder.take().at(2), "UPDATE authors SET id=? WHERE authors.id = ? (5, 1)");
  EXPECT_EQ(session.get<Author>(5), author);
  EXPECT_FALSE(session.get<Author>(1));
}

TEST_F(SessionTest, KeysMayHaveSeveralColumns) {
  session.add(Book{.title = "B"});
  session.flush();
  const auto review = session.add(Review{.book_id = 1, .reader = "Ann", .stars = 3});
  session.commit();
  EXPECT_EQ(session.get<Review>(1, "Ann"), review);
  recorder.take();
  review->stars = 4;
  session.flush();
  session.remove(review);
  session.commit();
  EXPECT_EQ(
      recorder.take(),
      (Lines{"BEGIN",
             "UPDATE reviews SET stars=? WHERE reviews.book_id = ? AND reviews.reader = ? (4, "
             "1, 'Ann')",
             "DELETE FROM reviews WHERE reviews.book_id = ? AND reviews.reader = ? (1, 'Ann')",
             "COMMIT"}));
}

TEST_F(SessionTest, ValidatorsSeeValuesBeforeTheDatabaseDoes) {
  const auto author = session.add(Author{.name = "Eco   "});
  EXPECT_EQ(author->name, "Eco");
  try {
    session.add(Author{.name = ""});
    FAIL() << "an empty name was taken";
  } catch (const ValidationError& error) {
    EXPECT_EQ(error.table(), "authors");
    EXPECT_EQ(error.column(), "name");
    EXPECT_EQ(error.reason(), "a name is needed");
    EXPECT_STREQ(error.what(), "authors.name does not take '': a name is needed");
  }
  session.commit();
  author->name = "";
  EXPECT_THROW(session.commit(), ValidationError);
  author->name = "Levi ";
  session.commit();
  EXPECT_EQ(author->name, "Levi");
}

}  // namespace
