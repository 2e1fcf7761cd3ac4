// Collections that keep places, and those that are looked up by a key.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {
namespace arranged {

using namespace retort::orm;

template <class As>
struct SongModel;
template <class As>
struct LabelModel;
template <class As>
struct ListLabelModel;

template <class As>
struct PlaylistModel {
  static constexpr auto table_name = "playlists";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, SongModel, "list_id", delete_orphan, positioned_by<"place">> songs{};
  HasMany<As, SongModel, "other_id", keyed_by<"title">> others{};
  ManyToMany<As, LabelModel, ListLabelModel, "list_id", "label_id", keyed_by<"name">> labels{};

  // A second name of a column.
  auto title() const { return name; }
};

template <class As>
struct SongModel {
  static constexpr auto table_name = "songs";
  static constexpr std::tuple constraints{unique_of<"list_id", "place">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "place", int> place{};
  Column<As, "list_id", std::optional<std::int64_t>, references<PlaylistModel, "id">> list_id{};
  Column<As, "other_id", std::optional<std::int64_t>, references<PlaylistModel, "id">> other_id{};
  BelongsTo<As, PlaylistModel, "list_id"> list{};
};

template <class As>
struct LabelModel {
  static constexpr auto table_name = "labels";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
};

template <class As>
struct ListLabelModel {
  static constexpr auto table_name = "list_labels";
  static constexpr std::tuple constraints{primary_key_of<"list_id", "label_id">{}};
  Column<As, "list_id", std::int64_t, references<PlaylistModel, "id">> list_id{};
  Column<As, "label_id", std::int64_t, references<LabelModel, "id">> label_id{};
};

using Playlist = Entity<PlaylistModel>;
using Song = Entity<SongModel>;
using Label = Entity<LabelModel>;
inline constexpr auto playlists = table<PlaylistModel>;
inline constexpr auto songs = table<SongModel>;

}  // namespace arranged

namespace {

using namespace arranged;
using Texts = std::vector<std::string>;

class ArrangedTest : public testing::Test {
 protected:
  ArrangedTest() {
    create_all(recorder.engine(), metadata<PlaylistModel, SongModel, LabelModel, ListLabelModel>());
    list = session.add(Playlist{.name = "road"});
    for (const auto* title : {"a", "b", "c"}) list->songs.add(Song{.title = title});
    session.commit();
  }

  /// As the database has them, with their places.
  Texts stored() {
    session.flush();
    Texts found;
    for (const auto& [title, place] :
         session.sql("SELECT title, place FROM songs WHERE list_id = 1 ORDER BY place")
             .columns<std::string, int>()
             .all())
      found.push_back(title + std::to_string(place));
    return found;
  }

  Recorder recorder;
  Session session{recorder.engine()};
  Handle<Playlist> list;
};

TEST_F(ArrangedTest, AListNumbersWhatItHas) {
  EXPECT_EQ(stored(), (Texts{"a0", "b1", "c2"}));
  list->songs.insert(1, Song{.title = "d"});
  EXPECT_EQ(stored(), (Texts{"a0", "d1", "b2", "c3"}));
  list->songs.move(list->songs[3], 0);
  EXPECT_EQ(stored(), (Texts{"c0", "a1", "d2", "b3"}));
  list->songs.move(list->songs[0], 99);
  EXPECT_EQ(stored(), (Texts{"a0", "d1", "b2", "c3"}));
  list->songs.remove(list->songs[1]);
  EXPECT_EQ(stored(), (Texts{"a0", "b1", "c2"}));
}

TEST_F(ArrangedTest, TheOtherSideTakesPartToo) {
  session.close();
  list = session.get<Playlist>(1);
  // Adding loads, since the place is behind what is there.
  list->songs.add(Song{.title = "d"});
  EXPECT_EQ(stored(), (Texts{"a0", "b1", "c2", "d3"}));
  const auto other = session.add(Playlist{.name = "home"});
  list->songs[0]->list = other;
  EXPECT_EQ(stored(), (Texts{"b0", "c1", "d2"}));
  EXPECT_EQ(other->songs[0]->place, 0);
  const auto a = other->songs[0];
  a->list = list;
  EXPECT_EQ(stored(), (Texts{"b0", "c1", "d2", "a3"}));
  EXPECT_THROW(other->songs.move(a, 0), SessionError);
}

TEST_F(ArrangedTest, ReversingIsOneFlushInSpiteOfTheUniquePlaces) {
  auto all = std::vector<Handle<Song>>(list->songs.begin(), list->songs.end());
  for (const auto& song : all) list->songs.move(song, 0);
  EXPECT_EQ(stored(), (Texts{"c0", "b1", "a2"}));
  // What did not move is not written.
  recorder.take();
  list->songs.move(list->songs[1], 1);
  session.flush();
  EXPECT_EQ(recorder.take(), Texts{});
}

TEST_F(ArrangedTest, OfAPlainEntityTheySayTheirPlacesWhenItIsAdded) {
  Playlist plain{.name = "new"};
  plain.songs.add(Song{.title = "x", .place = 7});
  plain.songs.insert(0, Song{.title = "y", .place = 7});
  const auto added = session.add(std::move(plain));
  session.flush();
  EXPECT_EQ(added->songs[0]->title, "y");
  EXPECT_EQ(added->songs[1]->place, 1);
}

TEST_F(ArrangedTest, AKeyedCollectionFindsByItsColumn) {
  const auto x = session.add(Song{.title = "x", .place = 8});
  list->others.add(x);
  EXPECT_EQ(list->others["x"], x);
  EXPECT_FALSE(list->others["y"]);
  EXPECT_TRUE(list->others.contains("x"));
  EXPECT_TRUE(list->others.contains(x));
  session.commit();
  session.close();
  list = session.get<Playlist>(1);
  const auto again = list->others["x"];
  EXPECT_EQ(again->place, 8);
  // One key, one object.
  const auto in_its_place = list->others.set(Song{.title = "x", .place = 9});
  EXPECT_EQ(list->others.size(), 1U);
  EXPECT_EQ(again->other_id, std::nullopt);
  list->others.set(in_its_place);
  EXPECT_EQ(list->others["x"], in_its_place);
  // A key that changes is the new one.
  in_its_place->title = "z";
  EXPECT_FALSE(list->others["x"]);
  EXPECT_TRUE(list->others.contains("z"));
}

TEST_F(ArrangedTest, AKeyIsFoundWhateverHappensToTheOthers) {
  std::vector<Handle<Song>> all;
  for (const auto* title : {"a", "b", "c", "d"})
    all.push_back(list->others.add(Song{.title = title}));
  for (const auto& song : all) EXPECT_EQ(list->others[song->title], song);
  // Those behind it move up.
  list->others.remove(all[0]);
  EXPECT_EQ(list->others["d"], all[3]);
  EXPECT_EQ(list->others["b"], all[1]);
  EXPECT_FALSE(list->others["a"]);
  // Two change their keys, one to what the other had.
  all[1]->title = "x";
  all[2]->title = "b";
  EXPECT_EQ(list->others["b"], all[2]);
  EXPECT_EQ(list->others["x"], all[1]);
  EXPECT_FALSE(list->others["c"]);
  // In another order, after it was loaded again.
  session.commit();
  session.expire(list);
  EXPECT_EQ(list->others["x"], all[1]);
  EXPECT_EQ(list->others["d"], all[3]);
  // A rollback gives them their keys back.
  all[3]->title = "y";
  EXPECT_TRUE(list->others.contains("y"));
  session.rollback();
  EXPECT_EQ(list->others["d"], all[3]);
  EXPECT_FALSE(list->others["y"]);
  list->others.clear();
  EXPECT_FALSE(list->others["d"]);
}

TEST_F(ArrangedTest, TheIndexOfACopyIsItsOwn) {
  const auto song = list->others.add(Song{.title = "a"});
  EXPECT_EQ(list->others["a"], song);
  const Playlist copy = *list;
  EXPECT_FALSE(copy.others["a"]);
  Playlist plain;
  plain.others.add(Song{.title = "b"});
  EXPECT_EQ(plain.others["b"]->title, "b");
  Playlist moved = std::move(plain);
  EXPECT_EQ(moved.others["b"]->title, "b");
}

TEST_F(ArrangedTest, LookingUpDoesNotMakeAFlushLook) {
  for (const auto* title : {"a", "b", "c"}) list->others.add(Song{.title = title});
  session.commit();
  session.close();
  list = session.get<Playlist>(1);
  int looked_at = 0;
  session.on<Song>(RowEvent::before_update, [&](Song&) { ++looked_at; });
  EXPECT_FALSE(list->others["z"]);
  EXPECT_EQ(list->others["c"]->title, "c");
  session.flush();
  EXPECT_EQ(looked_at, 0);
}

TEST_F(ArrangedTest, LinksAreFoundByWhatTheyLeadTo) {
  list->labels.add(Label{.name = "loud"});
  list->labels.set(Label{.name = "long"});
  session.commit();
  session.close();
  list = session.get<Playlist>(1);
  EXPECT_EQ(list->labels["long"]->id, 2);
  list->labels.set(Label{.name = "long"});
  session.commit();
  EXPECT_EQ(list->labels.size(), 2U);
  EXPECT_EQ(list->labels["long"]->id, 3);
}

TEST_F(ArrangedTest, ASecondNameIsAFunction) {
  EXPECT_EQ(list->title(), "road");
  EXPECT_EQ(session.query(playlists.title()).filter(playlists.title() == "road").all(),
            Texts{"road"});
  session.update(playlists).set(playlists.title(), "river").execute();
  EXPECT_EQ(list->title(), "river");
}

}  // namespace
}  // namespace retort::test
