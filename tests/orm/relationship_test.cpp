// Relationships: loading, both sides in step, and what a flush makes of them.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace {

using namespace retort::test;
using Lines = std::vector<std::string>;

template <class Many>
Lines titles(const Many& many) {
  Lines result;
  for (const auto& one : many) result.push_back(one->title);
  return result;
}

class RelationshipTest : public testing::Test {
 protected:
  RelationshipTest() {
    create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel, NodeModel>());
    eco = session.add(Author{.name = "Eco"});
    levi = session.add(Author{.name = "Levi"});
    rose = session.add(Book{.title = "Rose", .author = eco});
    session.add(Book{.title = "Pendulum", .author = eco});
    session.commit();
    recorder.take();
  }

  Recorder recorder;
  Session session{recorder.engine()};
  Handle<Author> eco;
  Handle<Author> levi;
  Handle<Book> rose;
};

TEST_F(RelationshipTest, LoadOnFirstUse) {
  Session other(recorder.engine());
  const auto author = other.get<Author>(1);
  recorder.take();
  EXPECT_EQ(author->books.size(), 2U);
  EXPECT_EQ(titles(author->books), (Lines{"Rose", "Pendulum"}));
  EXPECT_EQ(author->books[0]->author.get(), author);
  EXPECT_EQ(recorder.take().size(), 1U);
}

TEST_F(RelationshipTest, ReferencesComeFromTheIdentityMap) {
  Session other(recorder.engine());
  const auto books_of_eco = other.query(books).all();
  recorder.take();
  EXPECT_EQ(books_of_eco[0]->author->name, "Eco");
  EXPECT_EQ(books_of_eco[1]->author->name, "Eco");
  EXPECT_EQ(recorder.take().size(), 1U);
}

TEST_F(RelationshipTest, KeepBothSidesInStep) {
  EXPECT_EQ(eco->books.size(), 2U);
  EXPECT_EQ(levi->books.size(), 0U);
  rose->author = levi;
  EXPECT_EQ(rose->author_id, levi->id);
  EXPECT_EQ(titles(eco->books), Lines{"Pendulum"});
  EXPECT_EQ(titles(levi->books), Lines{"Rose"});
  eco->books.add(rose);
  EXPECT_EQ(rose->author.get(), eco);
  EXPECT_TRUE(levi->books.empty());
  eco->books.remove(rose);
  EXPECT_FALSE(rose->author);
  EXPECT_EQ(rose->author_id, std::nullopt);
  rose->author = nullptr;
  recorder.take();
  session.commit();
  EXPECT_EQ(recorder.take().front(), "UPDATE books SET author_id=? WHERE books.id = ? (NULL, 1)");
}

TEST_F(RelationshipTest, FollowTheForeignKey) {
  EXPECT_EQ(rose->author.get(), eco);
  rose->author_id = levi->id;
  EXPECT_EQ(rose->author.get(), levi);
  rose->author_id.reset();
  EXPECT_FALSE(rose->author);
}

TEST_F(RelationshipTest, NewObjectsGetTheirKeysFromNewParents) {
  Author author{.name = "Calvino"};
  author.books.add(Book{.title = "Cities"});
  author.books.add(Book{.title = "Castle"});
  const auto calvino = session.add(std::move(author));
  EXPECT_EQ(calvino->books.size(), 2U);
  EXPECT_EQ(calvino->books[1]->author.get(), calvino);
  session.commit();
  EXPECT_EQ(calvino->books[1]->author_id, calvino->id);
  EXPECT_EQ(session.query(books).filter(books.author == calvino).count(), 2);
}

TEST_F(RelationshipTest, CollectionsShowWhatIsNotFlushedYet) {
  session.add(Book{.title = "Baudolino", .author = eco});
  EXPECT_EQ(eco->books.size(), 3U);
  Session quiet(recorder.engine(), {.autoflush = false});
  session.commit();
  const auto author = quiet.get<Author>(1);
  quiet.add(Book{.title = "Loana", .author = author});
  EXPECT_EQ(titles(author->books), (Lines{"Rose", "Pendulum", "Baudolino", "Loana"}));
}

TEST_F(RelationshipTest, ARemovedObjectLeavesTheCollection) {
  EXPECT_EQ(eco->books.size(), 2U);
  session.remove(rose);
  session.flush();
  EXPECT_EQ(titles(eco->books), Lines{"Pendulum"});
}

TEST_F(RelationshipTest, RemovingTheOneLetsTheManyGo) {
  session.remove(eco);
  session.commit();
  EXPECT_FALSE(rose->author);
  EXPECT_EQ(session.query(books).filter(books.author_id == std::nullopt).count(), 2);
}

TEST_F(RelationshipTest, RemovingTheOneTakesTheManyAlongWhereTheModelSaysSo) {
  const auto review = Handle<Review>(Review{.reader = "Ann"});
  rose->reviews.add(review);
  session.commit();
  EXPECT_EQ(review->book_id, rose->id);
  recorder.take();
  session.remove(rose);
  session.commit();
  const auto log = recorder.take();
  EXPECT_EQ(log[log.size() - 3],
            "DELETE FROM reviews WHERE reviews.book_id = ? AND reviews.reader = ? (1, 'Ann')");
  EXPECT_EQ(log[log.size() - 2], "DELETE FROM books WHERE books.id = ? (1)");
}

TEST_F(RelationshipTest, AKeyThatCannotBeNullKeepsTheObjectWhereItIs) {
  const auto review = Handle<Review>(Review{.reader = "Ann"});
  rose->reviews.add(review);
  session.commit();
  rose->reviews.remove(review);
  try {
    session.flush();
    FAIL() << "a review without a book was stored";
  } catch (const ValidationError& error) {
    EXPECT_EQ(error.column(), "book_id");
  }
}

TEST_F(RelationshipTest, TreesAreStoredFromTheRoot) {
  TreeNode root{.name = "root"};
  TreeNode branch{.name = "branch"};
  branch.children.add(TreeNode{.name = "leaf"});
  root.children.add(std::move(branch));
  const auto leaf = session.add(std::move(root))->children[0]->children[0];
  recorder.take();
  session.commit();
  const auto insert = "INSERT INTO nodes (name, parent_id) VALUES (?, ?) ";
  EXPECT_EQ(recorder.take(), (Lines{std::string("BEGIN"), insert + std::string("('root', NULL)"),
                                    insert + std::string("('branch', 1)"),
                                    insert + std::string("('leaf', 2)"), "COMMIT"}));
  session.remove(leaf->parent->parent.get());
  session.flush();
  auto log = recorder.take();
  std::erase_if(log, [](const auto& line) { return !line.starts_with("DELETE"); });
  const auto erase = std::string("DELETE FROM nodes WHERE nodes.id = ? ");
  EXPECT_EQ(log, (Lines{erase + "(3)", erase + "(2)", erase + "(1)"}));
}

TEST_F(RelationshipTest, ACircleOfNewObjectsIsOpenedWhereAKeyMayBeNull) {
  const auto one = Handle<TreeNode>(TreeNode{.name = "one"});
  const auto two = Handle<TreeNode>(TreeNode{.name = "two", .parent = one});
  one->parent = two;
  session.add(one);
  session.commit();
  EXPECT_EQ(session.query(nodes).filter(nodes.parent == two).one(), one);
  EXPECT_EQ(session.query(nodes).filter(nodes.parent == one).one(), two);
}

TEST_F(RelationshipTest, RollbackReadsCollectionsAgain) {
  eco->books.add(Book{.title = "Baudolino"});
  session.flush();
  EXPECT_EQ(eco->books.size(), 3U);
  session.rollback();
  EXPECT_EQ(titles(eco->books), (Lines{"Rose", "Pendulum"}));
}

TEST_F(RelationshipTest, ObjectsOfTwoSessionsAreKeptApart) {
  session.commit();
  Session other(recorder.engine());
  const auto book = other.get<Book>(2);
  EXPECT_THROW(book->author = levi, SessionError);
  EXPECT_THROW(session.add(book), SessionError);
}

}  // namespace
