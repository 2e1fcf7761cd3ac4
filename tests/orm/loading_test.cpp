// How related objects come into memory, chosen by model and by query. The numbers are those of the
// reference's cases.

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"
#include "orm/library_fixture.h"

namespace loading {

using namespace retort::test::cases;

template <class As>
struct TrackModel;
template <class As>
struct DiscModel {
  static constexpr auto table_name = "disc";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, TrackModel, "disc_id", selectin, ordered_by<"name">> tracks{};
};
template <class As>
struct TrackModel {
  static constexpr auto table_name = "track";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "disc_id", std::int64_t, references<DiscModel, "id">> disc_id{};
  BelongsTo<As, DiscModel, "disc_id", raise_on_load> disc{};
};
using Disc = Entity<DiscModel>;
using Track = Entity<TrackModel>;
inline constexpr auto discs = table<DiscModel>;
inline constexpr auto tracks = table<TrackModel>;

}  // namespace loading

namespace {

using namespace retort::test;

class LoadingTest : public LibraryTest {
 protected:
  LoadingTest() {
    session.add(Review{.book_id = 1, .reader = "Ann"});
    session.add(Review{.book_id = 3, .reader = "Bob"});
    session.commit();
    session.close();
    recorder.take();
  }
};

TEST_F(LoadingTest, SelectinNeedsOneQueryForAllOwners) {
  const auto found = session.query(authors).options(selectinload(authors.books)).all();
  const auto log = recorder.take();
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log[2].substr(log[2].find("FROM")),
            "FROM books WHERE books.author_id IN (?, ?, ?) (1, 2, 3)");
  EXPECT_EQ(found[0]->books.size(), 2U);
  EXPECT_TRUE(found[2]->books.empty());
  EXPECT_EQ(found[1]->books[0]->author.get(), found[1]);
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(LoadingTest, SelectinAtAnyDepth) {
  const auto found =
      session.query(authors).options(selectinload(authors.books, books.reviews)).all();
  EXPECT_EQ(recorder.take().size(), 4U);
  EXPECT_EQ(found[0]->books[0]->reviews[0]->reader, "Ann");
  EXPECT_TRUE(found[0]->books[1]->reviews.empty());
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(LoadingTest, SelectinOfTheOne) {
  const auto found = session.query(books).options(selectinload(books.author)).all();
  EXPECT_EQ(recorder.take().size(), 3U);
  EXPECT_EQ(found[2]->author->name, "Levi");
  EXPECT_FALSE(found[3]->author);
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(LoadingTest, Case67JoinedWhereTheQuerySaysSo) {
  const auto query = session.query(books).options(joinedload(books.author)).limit(2);
  const auto found = query.all();
  const auto log = recorder.take();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_NE(log[1].find("FROM books LEFT OUTER JOIN authors AS authors_1 ON authors_1.id = "
                        "books.author_id LIMIT ?"),
            std::string::npos)
      << log[1];
  EXPECT_EQ(found[0]->author->name, "Eco");
  EXPECT_TRUE(recorder.take().empty());
  EXPECT_EQ(query.count(), 2);
}

TEST_F(LoadingTest, Case66ManyToOneByTheIdentityMap) {
  const auto found = session.query(books).all();
  recorder.take();
  for (const auto& book : found) static_cast<void>(book->author.get());
  EXPECT_EQ(recorder.take().size(), 2U);
}

TEST_F(LoadingTest, Case69RaiseWhereTheQuerySaysSo) {
  const auto found = session.query(authors).options(raiseload(authors.books)).all();
  recorder.take();
  EXPECT_THROW(found[0]->books.size(), LazyLoadError);
  EXPECT_TRUE(recorder.take().empty());
  session.expire(found[0]);
  EXPECT_EQ(found[0]->books.size(), 2U);
  const auto deep = session.query(books).options(selectinload(books.author),
                                                 raiseload(books.author, authors.books));
  const auto book = deep.filter(books.id == 3).one();
  EXPECT_THROW(book->author->books.size(), LazyLoadError);
}

TEST_F(LoadingTest, WhatIsReadAgainIsReadAgainAlongTheOptions) {
  const auto eco = session.get<Author>(1);
  const auto rose = eco->books[0];
  EXPECT_EQ(rose->author->books.size(), 2U);
  session.commit();
  for (const auto& option : {selectinload(authors.books), joinedload(authors.books)}) {
    const std::string title = rose->title + "!";
    recorder.engine().connect().execute("UPDATE books SET title = title || '!' WHERE id = 1");
    recorder.engine().connect().execute(
        "INSERT INTO books (title, pages, author_id) VALUES ('more', 1, 1)");
    const auto before = eco->books.size();
    session.query(authors).options(option).all();
    EXPECT_EQ(eco->books.size(), before);
    session.query(authors).options(option).populate_existing().all();
    EXPECT_EQ(eco->books.size(), before + 1);
    EXPECT_EQ(rose->title, title);
    session.commit();
  }
  recorder.engine().connect().execute("UPDATE authors SET name = 'Umberto Eco' WHERE id = 1");
  session.query(books).options(selectinload(books.author)).populate_existing().all();
  EXPECT_EQ(eco->name, "Umberto Eco");
}

// Each author once, with the books and reviews that the rows are about.
TEST_F(LoadingTest, ContainsEagerAtDepth) {
  session.add(Review{.book_id = 1, .reader = "Bob", .stars = 1});
  session.add(Review{.book_id = 2, .reader = "Bob", .stars = 5});
  session.commit();
  session.close();
  const auto found = session.query(authors)
                         .join(authors.books)
                         .join(books.reviews)
                         .filter(reviews.stars > 2)
                         .order_by(books.id, reviews.stars)
                         .options(contains_eager(authors.books, books.reviews))
                         .all();
  recorder.take();
  ASSERT_EQ(found.size(), 2U);
  ASSERT_EQ(found[0]->books.size(), 2U);
  ASSERT_EQ(found[0]->books[0]->reviews.size(), 1U);
  EXPECT_EQ(found[0]->books[0]->reviews[0]->reader, "Ann");
  EXPECT_EQ(found[0]->books[1]->reviews[0]->reader, "Bob");
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(LoadingTest, Case70ContainsEager) {
  const auto query = session.query(authors)
                         .join(authors.books)
                         .filter(books.pages > 550)
                         .options(contains_eager(authors.books));
  const auto found = query.all();
  ASSERT_EQ(found.size(), 1U);
  recorder.take();
  ASSERT_EQ(found[0]->books.size(), 1U);
  EXPECT_EQ(found[0]->books[0]->title, "Pendulum");
  EXPECT_TRUE(recorder.take().empty());
  session.expire(found[0]);
  EXPECT_EQ(found[0]->books.size(), 2U);
  const auto all = session.query(authors)
                       .join(authors.books)
                       .options(contains_eager(authors.books))
                       .order_by(books.id.desc())
                       .all();
  EXPECT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1]->books[0]->title, "Pendulum");
  EXPECT_THROW(session.query(authors).options(contains_eager(authors.books)).all(), QueryError);
}

TEST_F(LoadingTest, LazyLoadsAreCounted) {
  std::vector<std::string> told;
  Session watched(recorder.engine(), {.on_lazy_load = [&](const LazyLoad& load) {
                    told.push_back(std::string(load.advice));
                  }});
  for (const auto& author : watched.query(authors).all()) static_cast<void>(author->books.size());
  const auto loads = watched.lazy_loads();
  ASSERT_EQ(loads.size(), 1U);
  EXPECT_EQ(loads[0].count, 3);
  EXPECT_EQ(loads[0].owner, "authors");
  EXPECT_EQ(loads[0].target, "books");
  EXPECT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0],
            "selectinload() of the HasMany of authors to books (by author_id) in options() of the "
            "query of authors");
}

TEST_F(LoadingTest, ASessionMayRefuseLazyLoads) {
  Session strict(recorder.engine(), {.lazy_loads = false});
  const auto author = strict.get<Author>(1);
  EXPECT_THROW(author->books.size(), LazyLoadError);
  const auto book = strict.get<Book>(1);
  EXPECT_EQ(book->author.get(), author);
  EXPECT_THROW(static_cast<void>(strict.get<Book>(3)->author.get()), LazyLoadError);
  strict.remove(author);
  strict.flush();
  EXPECT_FALSE(book->author);
}

class ModelLoadingTest : public cases::CaseTest<loading::DiscModel, loading::TrackModel> {
 protected:
  ModelLoadingTest() {
    run("INSERT INTO disc VALUES (1, 'd'), (2, 'e')");
    run("INSERT INTO track VALUES (1, 'b', 1), (2, 'a', 1)");
  }
};

TEST_F(ModelLoadingTest, AsTheModelSays) {
  const auto found = session.query(loading::discs).all();
  EXPECT_EQ(recorder.take().size(), 3U);
  EXPECT_EQ(names(found[0]->tracks), (cases::Lines{"a", "b"}));
  EXPECT_TRUE(found[1]->tracks.empty());
  EXPECT_TRUE(recorder.take().empty());
  session.close();
  recorder.take();
  EXPECT_EQ(session.get<loading::Disc>(1)->tracks.size(), 2U);
  EXPECT_EQ(recorder.take().size(), 3U);
}

TEST_F(ModelLoadingTest, TheQueryGoesBeforeTheModel) {
  const auto track = session.get<loading::Track>(1);
  EXPECT_THROW(static_cast<void>(track->disc.get()), LazyLoadError);
  recorder.take();
  const auto found = session.query(loading::discs).options(lazyload(loading::discs.tracks)).all();
  EXPECT_EQ(recorder.take().size(), 1U);
  EXPECT_EQ(track->disc.get(), found[0]);
}

}  // namespace
