// Sessions on objects of two databases: keys between them, flushes, hierarchies, links.

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/inheritance.h>

#include "orm/attached_models.h"

namespace retort::test::attached {
namespace {

using AttachedSessionTest = AttachedTest;

TEST_F(AttachedSessionTest, AFlushKeepsTheOrderOfAKeyBetweenDatabases) {
  // Neither the order of add() nor that of the tables: the picture's key is not known before its INSERT.
  auto thumb = session.add(ArchivedThumb{.size = 1});
  auto picture = session.add(Picture{.name = "sea"});
  thumb->picture = picture;
  session.commit();
  EXPECT_EQ(thumb->picture_id, picture->id);
  auto lines = take();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].starts_with("INSERT INTO pictures")) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("INSERT INTO archive.thumbs")) << lines[1];
}

TEST_F(AttachedSessionTest, RelationshipsLoadAcrossDatabases) {
  auto picture = session.add(Picture{.name = "sea"});
  picture->old_thumbs.add(session.add(ArchivedThumb{.size = 1}));
  picture->old_thumbs.add(session.add(ArchivedThumb{.size = 2}));
  session.commit();
  Session other(engine);
  take();
  auto first = other.query(old_thumbs).filter(old_thumbs.size == 1).one();
  EXPECT_EQ(first->picture->name, "sea");
  EXPECT_EQ(take().size(), 1u);
  EXPECT_EQ(first->picture->old_thumbs.size(), 2u);
  EXPECT_EQ(other.query(pictures).filter(pictures.old_thumbs.any(old_thumbs.size > 1)).all().size(),
            1u);
  EXPECT_EQ(
      other.query(pictures).options(selectinload(pictures.old_thumbs)).one()->old_thumbs.size(),
      2u);
  EXPECT_EQ(other.query(pictures.name, old_thumbs.size).join(pictures.old_thumbs).all().size(), 2u);
}

TEST_F(AttachedSessionTest, RemovingTheOneLetsTheManyGo) {
  auto picture = session.add(Picture{.name = "sea"});
  auto thumb = session.add(ArchivedThumb{.size = 1});
  thumb->picture = picture;
  session.commit();
  session.remove(picture);
  session.commit();
  EXPECT_EQ(thumb->picture_id, std::nullopt);
  EXPECT_EQ(session.query(old_thumbs.picture_id).one(), std::nullopt);
}

TEST_F(AttachedSessionTest, TheDatabaseWatchesKeysInsideOfASchemaAlone) {
  session.add(ArchivedThumb{.size = 1, .picture_id = 77});
  session.commit();
  session.add(ArchivedThumb{.size = 1, .original_id = 77});
  EXPECT_THROW(session.commit(), engine::ForeignKeyViolation);
}

TEST_F(AttachedSessionTest, ARollbackIsOfBothDatabases) {
  session.add(Picture{.name = "sea"});
  session.add(ArchivedThumb{.size = 1});
  session.flush();
  {
    auto nested = session.begin_nested();
    session.add(ArchivedThumb{.size = 2});
    session.flush();
  }
  EXPECT_EQ(session.query(old_thumbs).count(), 1);
  session.rollback();
  EXPECT_EQ(session.query(old_thumbs).count(), 0);
  EXPECT_EQ(session.query(pictures).count(), 0);
}

TEST_F(AttachedSessionTest, ObjectsOfTablesOfOneNameAreDifferent) {
  session.add(Thumb{.id = 1, .size = 5});
  session.add(ArchivedThumb{.id = 1, .size = 6});
  session.commit();
  Session other(engine);
  EXPECT_EQ(other.get<Thumb>(1)->size, 5);
  EXPECT_EQ(other.get<ArchivedThumb>(1)->size, 6);
  other.delete_from(old_thumbs).execute();
  EXPECT_EQ(other.get<Thumb>(1)->size, 5);
}

// What the database would have to do between databases.

template <class As>
struct ActingModel {
  static constexpr auto table_name = "acting";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "picture_id", std::int64_t, references<PictureModel, "id", on_delete<cascade>>>
      picture_id{};
};

template <class As>
struct PassiveTargetModel;
template <class As>
struct PassiveModel {
  static constexpr auto table_name = "passive";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, PassiveTargetModel, "passive_id", cascade_delete, passive_deletes> targets{};
};
template <class As>
struct PassiveTargetModel {
  static constexpr auto table_name = "targets";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "passive_id", std::int64_t, references<PassiveModel, "id">> passive_id{};
};

template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const QueryError& error) {
    return error.what();
  }
  return "nothing";
}

TEST_F(AttachedSessionTest, ActionsBetweenDatabasesAreRefused) {
  const std::string wanted =
      "the foreign key acting.picture_id says on_delete or on_update, and refers to pictures in "
      "another database, where nobody would do it; say cascade_delete to the relationship, which "
      "the "
      "session follows";
  EXPECT_EQ(refusal([] { metadata<ActingModel>(); }), wanted);
  EXPECT_EQ(refusal([&] { session.add(Entity<ActingModel>{.picture_id = 1}); }), wanted);
  EXPECT_EQ(
      refusal([&] { session.add(Entity<PassiveModel>{}); }),
      "passive_deletes of passive: the rows of targets lie in another database, which deletes "
      "nothing by itself");
}

// Cascades of the session.

template <class As>
struct AlbumModel;
template <class As>
struct PageModel {
  static constexpr auto table_name = "pages";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "album_id", std::int64_t, references<AlbumModel, "id">> album_id{};
  BelongsTo<As, AlbumModel, "album_id"> album{};
};
template <class As>
struct AlbumModel {
  static constexpr auto table_name = "albums";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, PageModel, "album_id", delete_orphan> pages{};
};
using Page = Entity<PageModel>;
using Album = Entity<AlbumModel>;
inline constexpr auto pages = table<PageModel>;

TEST_F(AttachedSessionTest, CascadesOfTheSessionGoThroughDatabases) {
  create_all(engine, metadata<AlbumModel, PageModel>());
  auto album = session.add(Album{});
  for (int i = 0; i < 3; ++i) album->pages.add(session.add(Page{}));
  session.commit();
  Session other(engine);
  other.remove(other.get<Album>(album->id));
  other.commit();
  EXPECT_EQ(other.query(pages).count(), 0);
}

// A hierarchy, and links, that lie in the archive.

template <class As>
struct AnimalModel {
  static constexpr auto table_name = "animals";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "animal";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "name", std::string> name{};
};
template <class As>
struct DogModel {
  static constexpr auto table_name = "dogs";
  static constexpr auto kind_name = "dog";
  Inherits<As, AnimalModel> base{};
  Column<As, "tricks", int> tricks{};
};
template <class As>
struct CatModel {
  static constexpr auto table_name = "animals";
  static constexpr auto kind_name = "cat";
  Inherits<As, AnimalModel> base{};
  Column<As, "lives", std::optional<int>> lives{};
};
using Animal = Entity<AnimalModel>;
using Dog = Entity<DogModel>;
using Cat = Entity<CatModel>;
inline constexpr auto animals = table<AnimalModel>;
inline constexpr auto dogs = table<DogModel>;
inline constexpr auto cats = table<CatModel>;

TEST_F(AttachedSessionTest, AHierarchyLiesWhereItsBaseDoes) {
  const auto all = metadata<AnimalModel, DogModel, CatModel>();
  ASSERT_NE(all.find_table("dogs", "archive"), nullptr);
  EXPECT_EQ(all.find_table("dogs", "archive")->foreign_keys.size(), 1u);
  ASSERT_NE(all.find_table("animals", "archive"), nullptr);
  EXPECT_NE(all.find_table("animals", "archive")->find_column("lives"), nullptr);
  create_all(engine, all);

  auto dog = session.add(Dog{.base = {.name = "Rex"}, .tricks = 1});
  session.add(Cat{.base = {.name = "Tom"}, .lives = 7});
  session.commit();
  dog->tricks = 2;
  dog->base.name = "Max";
  session.commit();
  Session other(engine);
  EXPECT_EQ(other.query(animals).order_by(animals.name).all().size(), 2u);
  EXPECT_EQ(other.query(dogs).filter(dogs.base.name == "Max").one()->tricks, 2);
  EXPECT_EQ(
      folded(other.query(dogs.tricks).filter(dogs.base.name == "Max").sql()),
      "SELECT archive.dogs.tricks AS archive_dogs_tricks FROM archive.animals JOIN archive.dogs "
      "ON archive.animals.id = archive.dogs.id WHERE archive.animals.name = ?");
  EXPECT_EQ(other.update(dogs)
                .set(dogs.base.name, "Leo")
                .filter(dogs.tricks == 2)
                .returning(dogs.base.name)
                .all(),
            (std::vector<std::string>{"Leo"}));
  EXPECT_EQ(other.update(dogs).set(dogs.tricks, 3).filter(dogs.base.name == "Leo").execute(), 1);
  EXPECT_EQ(other.delete_from(dogs).filter(dogs.tricks == 3).execute(), 1);
  EXPECT_EQ(other.query(cats.lives).one(), 7);
  EXPECT_EQ(other.sql("SELECT count(*) FROM archive.dogs").columns<int>().one(), 0);
}

template <class As>
struct MisplacedModel {
  static constexpr auto table_name = "misplaced";
  static constexpr auto kind_name = "misplaced";
  static constexpr std::tuple constraints{in_schema<"attic">{}};
  Inherits<As, AnimalModel> base{};
};

TEST_F(AttachedSessionTest, AHierarchyLiesInOneSchema) {
  EXPECT_NE(refusal([] { metadata<MisplacedModel>(); }).find("lies in the schema of its base"),
            std::string::npos);
}

template <class As>
struct TagModel;
template <class As>
struct TaggedModel;
template <class As>
struct PostModel {
  static constexpr auto table_name = "posts";
  Column<As, "id", std::int64_t, primary_key> id{};
  ManyToMany<As, TagModel, TaggedModel, "post_id", "tag_id"> tags{};
};
template <class As>
struct TagModel {
  static constexpr auto table_name = "tags";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "word", std::string> word{};
  ManyToMany<As, PostModel, TaggedModel, "tag_id", "post_id"> posts{};
};
/// The link alone lies elsewhere.
template <class As>
struct TaggedModel {
  static constexpr auto table_name = "tagged";
  static constexpr std::tuple constraints{in_schema<"archive">{},
                                          primary_key_of<"post_id", "tag_id">{}};
  Column<As, "post_id", std::int64_t, references<PostModel, "id">> post_id{};
  Column<As, "tag_id", std::int64_t, references<TagModel, "id">> tag_id{};
};
using Post = Entity<PostModel>;
using Tag = Entity<TagModel>;
inline constexpr auto posts = table<PostModel>;
inline constexpr auto tags = table<TagModel>;

TEST_F(AttachedSessionTest, LinksMayLieElsewhere) {
  create_all(engine, metadata<PostModel, TagModel>());
  auto post = session.add(Post{});
  for (const char* word : {"a", "b"}) post->tags.add(session.add(Tag{.word = word}));
  session.commit();
  Session other(engine);
  auto found = other.query(posts).options(selectinload(posts.tags)).one();
  EXPECT_EQ(found->tags.size(), 2u);
  EXPECT_EQ(other.query(tags).filter(tags.posts.any(posts.id == found->id)).all().size(), 2u);
  other.remove(found);
  other.commit();
  EXPECT_EQ(other.sql("SELECT count(*) FROM archive.tagged").columns<int>().one(), 0);
}

// Files, several connections.

TEST_F(AttachedSessionTest, ReadersAndAWriterOnFiles) {
  engine::Engine files(folder.url("wal.db"),
                       {.attach = {{"archive", folder.file("wal_archive.db")}},
                        .on_connect = [](engine::Connection& connection) {
                          connection.rows("PRAGMA journal_mode = WAL");
                        }});
  create_all(files, metadata<PictureModel, ThumbModel, ArchivedThumbModel>());
  Session reader(files, {.read_only = true});
  Session writer(files);
  EXPECT_EQ(reader.query(old_thumbs).count(), 0);
  writer.add(ArchivedThumb{.size = 1});
  writer.commit();
  // Its transaction has begun before.
  EXPECT_EQ(reader.query(old_thumbs).count(), 0);
  reader.rollback();
  EXPECT_EQ(reader.query(old_thumbs).count(), 1);
}

}  // namespace
}  // namespace retort::test::attached
