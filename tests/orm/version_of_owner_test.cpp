// What does not count as a change of a row with a version: what belongs to it. Measured with SQLAlchemy
// 1.4, whose version_id_col stays as it is as well.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

template <class As>
struct PageModel;
template <class As>
struct LabelModel;
template <class As>
struct BookLabelModel;

template <class As>
struct BookModel {
  static constexpr auto table_name = "book";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "version", int, version_counter> version{};
  HasMany<As, PageModel, "book_id"> pages{};
  ManyToMany<As, LabelModel, BookLabelModel, "book_id", "label_id"> labels{};
};
template <class As>
struct PageModel {
  static constexpr auto table_name = "page";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "book_id", std::optional<std::int64_t>, references<BookModel, "id">> book_id{};
  BelongsTo<As, BookModel, "book_id"> book{};
};
template <class As>
struct LabelModel {
  static constexpr auto table_name = "label";
  Column<As, "id", std::int64_t, primary_key> id{};
  ManyToMany<As, BookModel, BookLabelModel, "label_id", "book_id"> books{};
};
template <class As>
struct BookLabelModel {
  static constexpr auto table_name = "book_label";
  static constexpr std::tuple constraints{primary_key_of<"book_id", "label_id">{}};
  Column<As, "book_id", std::int64_t, references<BookModel, "id">> book_id{};
  Column<As, "label_id", std::int64_t, references<LabelModel, "id">> label_id{};
};

class VersionOfOwnerTest : public CaseTest<BookModel, PageModel, LabelModel, BookLabelModel> {
 protected:
  VersionOfOwnerTest() { session.commit(); }

  Handle<Entity<BookModel>> book = session.add(Entity<BookModel>{.title = "one"});
};

TEST_F(VersionOfOwnerTest, ACollectionAloneChangesNone) {
  ASSERT_EQ(book->version, 1);
  const auto page = book->pages.add(Entity<PageModel>{});
  const auto label = book->labels.add(Entity<LabelModel>{});
  session.commit();
  EXPECT_EQ(book->version, 1);
  book->pages.remove(page);
  book->labels.remove(label);
  session.commit();
  EXPECT_EQ(book->version, 1);
  for (const auto& line : recorder.take()) EXPECT_FALSE(line.starts_with("UPDATE book ")) << line;
}

TEST_F(VersionOfOwnerTest, AColumnDoes) {
  book->title = "two";
  book->pages.add(Entity<PageModel>{});
  session.commit();
  EXPECT_EQ(book->version, 2);
}

}  // namespace
