// What lives how long: handles without a session, sessions that move, objects that change hands.

#include <gtest/gtest.h>

#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace {

using namespace retort::test;

class LifetimeTest : public testing::Test {
 protected:
  LifetimeTest() {
    create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel>());
    Session session(recorder.engine());
    session.add(Book{.title = "Rose", .author = session.add(Author{.name = "Eco"})});
    session.commit();
  }

  Recorder recorder;
};

TEST_F(LifetimeTest, HandlesOutliveTheSession) {
  Handle<Author> author;
  Handle<Book> book;
  {
    Session session(recorder.engine());
    author = session.get<Author>(1);
    book = session.get<Book>(1);
  }
  EXPECT_EQ(author->name, "Eco");
  author->name = "changed";
  EXPECT_EQ(author->name, "changed");
  EXPECT_THROW(author->books.size(), DetachedError);
  EXPECT_THROW(static_cast<void>(book->author->name), DetachedError);
  book->author = author;
  EXPECT_EQ(book->author->name, "changed");
}

TEST_F(LifetimeTest, WhatWasLoadedStaysLoaded) {
  Handle<Book> book;
  {
    Session session(recorder.engine());
    const auto author = session.get<Author>(1);
    EXPECT_EQ(author->books.size(), 1U);
    book = author->books[0];
  }
  EXPECT_EQ(book->author->name, "Eco");
  EXPECT_EQ(book->author->books[0], book);
}

TEST_F(LifetimeTest, AHandleToOneKeepsWhatItRefersTo) {
  Handle<Book> book;
  {
    Session session(recorder.engine());
    book = session.query(books).one();
    EXPECT_EQ(book->author->name, "Eco");
    session.close();
    EXPECT_FALSE(session.contains(book));
    EXPECT_EQ(session.query(books).count(), 1);
  }
  EXPECT_EQ(book->author->name, "Eco");
}

TEST_F(LifetimeTest, QueriesOfADeadSessionThrow) {
  const auto query = Session(recorder.engine()).query(books);
  EXPECT_THROW(query.all(), DetachedError);
  EXPECT_THROW(query.sql(), DetachedError);
  EXPECT_THROW(query.count(), DetachedError);
}

TEST_F(LifetimeTest, SessionsMove) {
  Session first(recorder.engine());
  const auto author = first.get<Author>(1);
  const auto query = first.query(books);
  Session second = std::move(first);
  EXPECT_TRUE(second.contains(author));
  EXPECT_EQ(author->books.size(), 1U);
  EXPECT_EQ(query.count(), 1);
  second = Session(recorder.engine());
  EXPECT_EQ(author->books.size(), 1U);
  EXPECT_THROW(query.count(), DetachedError);
}

TEST_F(LifetimeTest, AMovedFromSessionSaysSo) {
  Session first(recorder.engine());
  const Session second = std::move(first);
  EXPECT_THROW(first.commit(), SessionError);  // NOLINT(bugprone-use-after-move)
  EXPECT_THROW(first.add(Author{.name = "x"}), SessionError);
  EXPECT_THROW(first.query(books).all(), DetachedError);
}

TEST_F(LifetimeTest, CopiesOfEntitiesAreFree) {
  Author copy;
  {
    Session session(recorder.engine());
    const auto author = session.get<Author>(1);
    EXPECT_EQ(author->books.size(), 1U);
    copy = *author;
  }
  EXPECT_EQ(copy.name, "Eco");
  EXPECT_TRUE(copy.books.empty());
}

TEST_F(LifetimeTest, ObjectsChangeSessions) {
  Handle<Author> author;
  {
    Session session(recorder.engine());
    author = session.get<Author>(1);
    author->born = 1931;
  }
  author->born = 1932;
  Session session(recorder.engine());
  session.add(author);
  EXPECT_EQ(author->books.size(), 1U);
  session.commit();
  session.close();
  EXPECT_EQ(session.get<Author>(1)->born, 1932);
  EXPECT_THROW(session.add(author), SessionError);
}

TEST_F(LifetimeTest, AnOpenSessionKeepsWhatItLetGoOf) {
  Session first(recorder.engine());
  const auto author = first.get<Author>(1);
  first.rollback();
  first.expunge(author);
  Session second(recorder.engine());
  EXPECT_THROW(second.add(author), SessionError);
  first.close();
  second.add(author);
  EXPECT_EQ(author->books.size(), 1U);
}

TEST_F(LifetimeTest, NewObjectsNeedNoSession) {
  const Handle<Author> author(Author{.name = "Levi"});
  author->books.add(Book{.title = "Table"});
  EXPECT_EQ(author->books[0]->author.get(), author);
  EXPECT_EQ(author->books.size(), 1U);
  const Handle<Book> book(Book{.title = "If"});
  EXPECT_TRUE(book->reviews.empty());
  EXPECT_FALSE(book->author);
}

TEST_F(LifetimeTest, EngineMayGoFirst) {
  auto engine = std::make_unique<retort::engine::Engine>("sqlite://");
  create_all(*engine, metadata<AuthorModel, BookModel>());
  Session session(*engine);
  engine.reset();
  session.add(Author{.name = "Eco"});
  session.commit();
  EXPECT_EQ(session.query(authors).count(), 1);
}

}  // namespace
