// Columns that are loaded when they are first used. Case 69 of the reference, its second half.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct ChapterModel {
  static constexpr auto table_name = "chapters";

  Column<As, "text", std::string, deferred<>> text{};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "notes", std::optional<std::string>, deferred<"edit">> notes{};
  Column<As, "marks", std::string, deferred<"edit">> marks{"none"};
  Column<As, "pages", int> pages{};
  Column<As, "secret", std::string, deferred<"", raises>> secret{};
};
using Chapter = Entity<ChapterModel>;
inline constexpr auto chapters = table<ChapterModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class DeferredTest : public testing::Test {
 protected:
  DeferredTest() {
    create_all(recorder.engine(), metadata<ChapterModel>());
    session.add(Chapter{.text = "long", .title = "one", .notes = "n", .pages = 3});
    session.commit();
    session.close();
    recorder.take();
  }
  std::string sent() { return recorder.sent(); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(DeferredTest, IsLeftOutAndLoadedWhenUsed) {
  const auto chapter = session.query(chapters).one();
  EXPECT_EQ(
      sent(),
      "SELECT chapters.id AS chapters_id, chapters.title AS chapters_title, chapters.pages AS "
      "chapters_pages FROM chapters");
  EXPECT_EQ(chapter->pages, 3);
  EXPECT_FALSE(chapter->text.is_loaded());
  EXPECT_EQ(chapter->text, "long");
  EXPECT_EQ(sent(),
            "SELECT chapters.text AS chapters_text FROM chapters WHERE chapters.id = ? (1)");
  EXPECT_EQ(chapter->text.value(), "long");
  session.commit();
  EXPECT_EQ(sent(), "0 statements");
}

TEST_F(DeferredTest, AGroupIsLoadedTogether) {
  const auto chapter = session.query(chapters).one();
  recorder.take();
  EXPECT_EQ(chapter->notes.value(), "n");
  EXPECT_EQ(
      sent(),
      "SELECT chapters.notes AS chapters_notes, chapters.marks AS chapters_marks FROM chapters "
      "WHERE chapters.id = ? (1)");
  EXPECT_EQ(chapter->marks, "none");
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_FALSE(chapter->text.is_loaded());
}

TEST_F(DeferredTest, IsAssignedWithoutBeingLoaded) {
  const auto chapter = session.query(chapters).one();
  recorder.take();
  chapter->text = "other";
  session.commit();
  EXPECT_EQ(sent(), "UPDATE chapters SET text=? WHERE chapters.id = ? ('other', 1)");
  session.close();
  EXPECT_EQ(session.query(chapters.text).one(), "other");
  EXPECT_EQ(session.query(plain(chapters)).one().marks, "none");
}

TEST_F(DeferredTest, UndeferLoadsItWithTheRest) {
  const auto chapter = session.query(chapters).undefer(chapters).one();
  recorder.take();
  EXPECT_EQ(chapter->text, "long");
  EXPECT_EQ(chapter->notes.value(), "n");
  EXPECT_EQ(sent(), "0 statements");
  session.refresh(chapter);
  EXPECT_FALSE(chapter->text.is_loaded());
  EXPECT_EQ(chapter->text, "long");
}

TEST_F(DeferredTest, UndeferOfOneColumn) {
  const auto chapter =
      session.query(chapters).undefer(chapters.marks).undefer(chapters.secret).one();
  EXPECT_EQ(
      sent(),
      "SELECT chapters.id AS chapters_id, chapters.title AS chapters_title, chapters.pages AS "
      "chapters_pages, chapters.marks AS chapters_marks, chapters.secret AS chapters_secret FROM "
      "chapters");
  EXPECT_EQ(chapter->marks, "none");
  EXPECT_EQ(chapter->secret, "");
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_FALSE(chapter->text.is_loaded());
  EXPECT_EQ(chapter->notes.value(), "n");
}

TEST_F(DeferredTest, Case69UsingItMayBeRefused) {
  const auto chapter = session.query(chapters).one();
  recorder.take();
  try {
    chapter->secret.value();
    FAIL() << "it was loaded";
  } catch (const LazyLoadError& error) {
    EXPECT_STREQ(error.what(),
                 "the deferred column chapters.secret was not loaded, and loading it when it is "
                 "used is not allowed here; load it with the query, by undefer()");
  }
  chapter->secret = "x";
  session.commit();
  EXPECT_EQ(sent(), "UPDATE chapters SET secret=? WHERE chapters.id = ? ('x', 1)");
  session.close();

  const auto again = session.query(chapters).raise_deferred(chapters).one();
  EXPECT_THROW(again->text.value(), LazyLoadError);
  EXPECT_EQ(again->pages, 3);
  session.refresh(again);
  EXPECT_EQ(again->text, "long");

  session.close();
  Session strict(recorder.engine(), {.lazy_loads = false});
  EXPECT_THROW(strict.query(chapters).one()->text.value(), LazyLoadError);
}

TEST_F(DeferredTest, TakesPartInConditions) {
  EXPECT_EQ(session.query(chapters).filter(chapters.text == "long").count(), 1);
  const auto inner = session.query(chapters.id).filter(chapters.text.like("l%"));
  EXPECT_EQ(session.query(chapters).filter(chapters.id.in(inner)).one()->title, "one");
}

TEST_F(DeferredTest, CannotBeLoadedWithoutASession) {
  const auto chapter = session.query(chapters).one();
  const Chapter copy = *chapter;
  EXPECT_THROW(copy.text.value(), DetachedError);
  chapter->title = "touched";
  session.close();
  EXPECT_THROW(chapter->text.value(), DetachedError);
  EXPECT_EQ(chapter->pages, 3);
}

}  // namespace
