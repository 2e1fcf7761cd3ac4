// Which objects a session lets go of together.

#include <gtest/gtest.h>

#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace expunge_case {

using namespace retort::test::cases;

template <class As>
struct PageModel;
template <class As>
struct StampModel;
template <class As>
struct AlbumModel {
  static constexpr auto table_name = "album";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, PageModel, "album_id", delete_orphan> pages{};
  HasMany<As, StampModel, "album_id"> stamps{};
};
template <class As>
struct PageModel {
  static constexpr auto table_name = "page";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "album_id", std::int64_t, references<AlbumModel, "id">> album_id{};
};
template <class As>
struct StampModel {
  static constexpr auto table_name = "stamp";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "album_id", std::optional<std::int64_t>, references<AlbumModel, "id">> album_id{};
};
using Album = Entity<AlbumModel>;
using Page = Entity<PageModel>;
using Stamp = Entity<StampModel>;

class ExpungeTest : public CaseTest<AlbumModel, PageModel, StampModel> {
 protected:
  Handle<Album> album = session.add(Album{.name = "birds"});
  Handle<Page> page = album->pages.add(Page{.name = "one"});
  Handle<Stamp> stamp = album->stamps.add(Stamp{});
};

TEST_F(ExpungeTest, OfANewObjectTakesItsPartsAlong) {
  session.expunge(album);
  EXPECT_FALSE(session.contains(album));
  EXPECT_FALSE(session.contains(page));
  EXPECT_TRUE(session.contains(stamp));
  session.rollback();
  EXPECT_EQ(rows("SELECT count(*) FROM page"), Lines{"(0)"});
}

TEST_F(ExpungeTest, OfARowTakesItsPartsAlongAndAddBringsThemBack) {
  session.commit();
  session.expunge(album);
  EXPECT_FALSE(session.contains(page));
  EXPECT_TRUE(session.contains(stamp));
  page->name = "first";
  session.add(album);
  EXPECT_TRUE(session.contains(page));
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM page"), Lines{"('first')"});
}

TEST_F(ExpungeTest, MakingItTransientIsAboutItAlone) {
  session.commit();
  session.make_transient(album);
  EXPECT_FALSE(session.contains(album));
  EXPECT_TRUE(session.contains(page));
}

}  // namespace expunge_case
