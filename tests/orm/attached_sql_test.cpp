// The SQL of models in an attached database: SQLAlchemy's, where SQLite takes that.

#include <retort/orm/functions/full_text.h>

#include "orm/attached_models.h"

namespace retort::test::attached {
namespace {

using AttachedSqlTest = AttachedTest;

TEST_F(AttachedSqlTest, CreatesWhatIsMissingWhereItBelongs) {
  engine::Engine fresh(
      "sqlite://",
      {.echo = [this](const engine::EchoEvent& event) { log->push_back(folded(event.sql)); },
       .attach = {{"archive", ":memory:"}}});
  const auto all = metadata<PictureModel, ThumbModel, ArchivedThumbModel>();
  create_all(fresh, all);
  auto made = take();
  std::erase_if(made, [](const auto& line) { return !line.starts_with("CREATE"); });
  const Lines wanted = {
      "CREATE TABLE pictures ( id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id), "
      "UNIQUE (name) )",
      "CREATE TABLE thumbs ( id INTEGER NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (id) )",
      "CREATE TABLE archive.thumbs ( id INTEGER NOT NULL, size INTEGER NOT NULL, half INTEGER NOT "
      "NULL GENERATED ALWAYS AS (size / 2) VIRTUAL, stamp VARCHAR DEFAULT 'new' NOT NULL, "
      "picture_id "
      "INTEGER, original_id INTEGER, PRIMARY KEY (id), FOREIGN KEY(original_id) REFERENCES thumbs "
      "(id) )",
      "CREATE INDEX archive.ix_archive_thumbs_size ON thumbs (size)",
      "CREATE INDEX archive.ix_big ON thumbs (size) WHERE size > 9"};
  EXPECT_EQ(made, wanted);
  create_all(fresh, all);
  for (const auto& line : take()) EXPECT_FALSE(line.starts_with("CREATE")) << line;
}

TEST_F(AttachedSqlTest, WritesRowsWithTheSchemaBeforeTheTable) {
  auto thumb = session.add(ArchivedThumb{.size = 8});
  session.flush();
  thumb->size = 10;
  session.flush();
  session.remove(thumb);
  session.commit();
  const Lines wanted = {
      "INSERT INTO archive.thumbs (size, picture_id, original_id) VALUES (?, ?, ?) RETURNING half, "
      "stamp (8, NULL, NULL)",
      "UPDATE archive.thumbs SET size=? WHERE archive.thumbs.id = ? RETURNING half (10, 1)",
      "SELECT archive.thumbs.id AS archive_thumbs_id",
      "DELETE FROM archive.thumbs WHERE archive.thumbs.id = ? (1)"};
  auto lines = take();
  for (auto& line : lines)
    if (line.starts_with("SELECT")) line = line.substr(0, line.find(','));
  EXPECT_EQ(lines, wanted);
}

TEST_F(AttachedSqlTest, QueriesNameColumnsWithTheSchema) {
  EXPECT_EQ(
      folded(session.query(old_thumbs.size, count(old_thumbs.id))
                 .filter(old_thumbs.size > 3)
                 .group_by(old_thumbs.size)
                 .order_by(old_thumbs.size.desc())
                 .sql()),
      "SELECT archive.thumbs.size AS archive_thumbs_size, count(archive.thumbs.id) AS count_1 "
      "FROM archive.thumbs WHERE archive.thumbs.size > ? GROUP BY archive.thumbs.size ORDER BY "
      "archive.thumbs.size DESC");
  EXPECT_EQ(session.query(old_thumbs.size, count(old_thumbs.id))
                .filter(old_thumbs.size > 3)
                .group_by(old_thumbs.size)
                .all()
                .size(),
            0u);
}

TEST_F(AttachedSqlTest, AliasesHaveNoSchema) {
  constexpr auto other = alias<"other">(old_thumbs);
  const auto query = session.query(old_thumbs.id)
                         .join(other, other.original_id == old_thumbs.id)
                         .filter(other.size > 1);
  EXPECT_EQ(folded(query.sql()),
            "SELECT archive.thumbs.id AS archive_thumbs_id FROM archive.thumbs JOIN archive.thumbs "
            "AS other ON other.original_id = archive.thumbs.id WHERE other.size > ?");
  EXPECT_TRUE(query.all().empty());
  // Even the table's own name is one.
  constexpr auto same = alias<"thumbs">(old_thumbs);
  EXPECT_EQ(folded(session.query(same.id).sql()),
            "SELECT thumbs.id AS thumbs_id FROM archive.thumbs AS thumbs");
}

TEST_F(AttachedSqlTest, TablesOfOneNameAreToldApart) {
  session.add(Thumb{.id = 1, .size = 5});
  session.add(Thumb{.id = 2, .size = 50});
  session.add(ArchivedThumb{.id = 1, .size = 500});
  session.commit();
  const auto joined =
      session.query(thumbs.size, old_thumbs.size).join(old_thumbs, old_thumbs.id == thumbs.id);
  EXPECT_EQ(
      folded(joined.sql()),
      "SELECT main.thumbs.size AS thumbs_size, archive.thumbs.size AS archive_thumbs_size FROM "
      "thumbs JOIN archive.thumbs ON archive.thumbs.id = main.thumbs.id");
  EXPECT_EQ(joined.one(), (std::tuple{5, 500}));
  // From inside of a subquery, too.
  EXPECT_EQ(session.query(thumbs.id)
                .filter(!exists(
                    select(old_thumbs.id).correlate(thumbs).filter(old_thumbs.id == thumbs.id)))
                .one(),
            2);
  EXPECT_EQ(session.query(old_thumbs.id)
                .filter(exists(
                    select(thumbs.id).correlate(old_thumbs).filter(old_thumbs.id == thumbs.id)))
                .one(),
            1);
  session.update(thumbs)
      .from(old_thumbs)
      .set(thumbs.size, old_thumbs.size)
      .filter(old_thumbs.id == thumbs.id)
      .execute();
  EXPECT_EQ(session.query(thumbs.size).order_by(thumbs.id).all(), (std::vector{500, 50}));
  session.update(old_thumbs)
      .from(thumbs)
      .set(old_thumbs.size, thumbs.size + 1)
      .filter(old_thumbs.id == thumbs.id)
      .execute();
  EXPECT_EQ(session.query(old_thumbs.size).one(), 501);
  EXPECT_EQ(session.delete_from(thumbs)
                .filter(exists(
                    select(old_thumbs.id).correlate(thumbs).filter(old_thumbs.id == thumbs.id)))
                .returning(thumbs.size)
                .all(),
            (std::vector{500}));
}

TEST_F(AttachedSqlTest, SubqueriesAndCommonTablesHaveNoSchema) {
  session.add(ArchivedThumb{.id = 1, .size = 3});
  session.commit();
  const auto big = session.query(old_thumbs)
                       .filter(old_thumbs.id.in(select(old_thumbs.id).filter(old_thumbs.size > 2)));
  EXPECT_EQ(big.one()->size, 3);
  EXPECT_EQ(session.query(count(old_thumbs.id)).one(), 1);
  EXPECT_EQ(session.query(old_thumbs.size).union_all(select(thumbs.size)).all().size(), 1u);
}

TEST_F(AttachedSqlTest, ReturningTakesTheBareTable) {
  EXPECT_EQ(session.insert_into(old_thumbs).set(old_thumbs.size, 7).returning(old_thumbs.id).all(),
            (std::vector<std::int64_t>{1}));
  take();
  EXPECT_EQ(session.update(old_thumbs)
                .set(old_thumbs.size, old_thumbs.size + 1)
                .filter(old_thumbs.id == 1)
                .returning(old_thumbs.size)
                .all(),
            (std::vector{8}));
  EXPECT_EQ(take().back(),
            "UPDATE archive.thumbs SET size=(archive.thumbs.size + ?) WHERE archive.thumbs.id = ? "
            "RETURNING thumbs.size AS archive_thumbs_size (1, 1)");
  EXPECT_EQ(session.delete_from(old_thumbs).returning(plain(old_thumbs)).all().size(), 1u);
}

TEST_F(AttachedSqlTest, UpsertsCanAskForTheRowThatIsThere) {
  for (int i = 0; i < 2; ++i)
    session.insert_into(old_thumbs)
        .set(old_thumbs.id, 1)
        .set(old_thumbs.size, 4)
        .on_conflict(old_thumbs.id)
        .do_update(assign(old_thumbs.size, old_thumbs.size + excluded(old_thumbs.size)))
        .execute();
  EXPECT_EQ(take().back(),
            "INSERT INTO archive.thumbs (id, size) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET "
            "size=(archive.thumbs.size + excluded.size) (1, 4)");
  EXPECT_EQ(session.query(old_thumbs.size).one(), 8);
  const auto both = session.upsert(ArchivedThumb{.id = 1, .size = 5});
  EXPECT_EQ(both->size, 5);
  EXPECT_EQ(both->half, 2);
}

TEST_F(AttachedSqlTest, CopiesRowsFromOneToTheOther) {
  session.add(Thumb{.id = 3, .size = 5});
  session.flush();
  session.insert_into(old_thumbs)
      .columns(old_thumbs.id, old_thumbs.size)
      .from(select(thumbs.id, thumbs.size).filter(thumbs.size < 9))
      .execute();
  EXPECT_EQ(take().back(),
            "INSERT INTO archive.thumbs (id, size) SELECT thumbs.id, thumbs.size FROM thumbs WHERE "
            "thumbs.size < ? (9)");
  EXPECT_EQ(session.query(old_thumbs.id).one(), 3);
}

TEST_F(AttachedSqlTest, RowsOfBothSidesOfAJoin) {
  session.add(Thumb{.id = 1, .size = 5});
  session.add(ArchivedThumb{.id = 2, .size = 6});
  session.add(ArchivedThumb{.id = 3, .size = 60});
  session.commit();
  session.with_criteria(old_thumbs, old_thumbs.size < 10);
  const auto rows = session.query(thumbs.id, old_thumbs.id)
                        .full_join(old_thumbs, old_thumbs.id == thumbs.id)
                        .all();
  EXPECT_EQ(rows.size(), 2u);
  session.with_criteria(thumbs, thumbs.size < 5);
  EXPECT_EQ(session.query(thumbs.id, old_thumbs.id)
                .full_join(old_thumbs, old_thumbs.id == thumbs.id)
                .all()
                .size(),
            1u);
  Session other(engine);
  other.with_criteria(thumbs, thumbs.size < 50);
  EXPECT_EQ(other.query(thumbs.id, old_thumbs.id)
                .full_join(old_thumbs, old_thumbs.id == thumbs.id)
                .all()
                .size(),
            3u);
}

TEST_F(AttachedSqlTest, LocksItsOwnTable) {
  session.query(old_thumbs).with_for_update().all();
  EXPECT_EQ(take().front(), "DELETE FROM archive.thumbs WHERE 0 = 1");
}

TEST_F(AttachedSqlTest, TextsOfConditionsShowTheSchema) {
  EXPECT_EQ((old_thumbs.size > 3).sql(), "archive.thumbs.size > :size_1");
}

// A trigger, a view and a full-text table in the archive.

template <class As>
struct BigThumbModel {
  static constexpr auto table_name = "big_thumbs";
  static constexpr auto view_sql = "SELECT id, size FROM thumbs WHERE size > 100";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "size", int> size{};
};
inline constexpr auto big_thumbs = table<BigThumbModel>;

template <class As>
struct NoteTextModel {
  static constexpr auto table_name = "note_texts";
  static constexpr std::tuple constraints{in_schema<"archive">{}};
  Column<As, "rowid", std::int64_t> rowid{};
  Column<As, "body", std::string> body{};
};
constexpr auto note_texts = shape<NoteTextModel>;

TEST_F(AttachedSqlTest, ViewsTriggersAndVirtualTablesLieThereToo) {
  auto more = metadata<BigThumbModel>();
  ASSERT_EQ(more.views.size(), 1u);
  more.virtual_tables.push_back({.name = "note_texts",
                                 .module = "fts5",
                                 .sql = "CREATE VIRTUAL TABLE note_texts USING fts5(body)",
                                 .schema = "archive"});
  more.tables.push_back(
      {.name = "sizes", .schema = "archive", .columns = {{.name = "size", .type = {"INTEGER"}}}});
  more.triggers.push_back({.name = "note_size",
                           .table = "sizes",
                           .sql =
                               "CREATE TRIGGER note_size AFTER INSERT ON sizes BEGIN INSERT INTO "
                               "note_texts (body) VALUES ('size ' || new.size); END",
                           .schema = "archive"});
  create_all(engine, more);
  create_all(engine, more);
  session.add(ArchivedThumb{.size = 101});
  session.add(ArchivedThumb{.size = 99});
  session.sql("INSERT INTO archive.sizes VALUES (7)").execute();
  EXPECT_EQ(session.query(big_thumbs).one()->size, 101);
  const auto found =
      session.query(note_texts.body).filter(match(note_texts, "size")).order_by(bm25(note_texts));
  EXPECT_EQ(found.one(), "size 7");
  EXPECT_EQ(session.query(highlight(note_texts, 0, "<", ">")).filter(match(note_texts, "7")).one(),
            "size <7>");
}

// `temp` is a schema like another.

template <class As>
struct ScratchModel {
  static constexpr auto table_name = "scratch";
  static constexpr std::tuple constraints{in_schema<"temp">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "word", std::string, indexed<>> word{};
};
using Scratch = Entity<ScratchModel>;
inline constexpr auto scratches = table<ScratchModel>;

TEST_F(AttachedSqlTest, ManyRowsGoTogether) {
  create_all(engine, metadata<ScratchModel>());
  for (int i = 0; i < 300; ++i) session.add(Scratch{.word = "a"});
  session.flush();
  for (auto& each : session.query(scratches).all()) each->word = "b";
  take();
  session.flush();
  const auto sent = take();
  EXPECT_LT(sent.size(), 60u);
  EXPECT_TRUE(sent.front().starts_with(
      "UPDATE \"temp\".scratch SET word=changed.column2 FROM (VALUES (?, ?), (?, ?)"))
      << sent.front();
  EXPECT_EQ(session.query(count(scratches.id)).filter(scratches.word == "b").one(), 300);
}

TEST_F(AttachedSqlTest, TemporaryTablesAreThoseOfAConnection) {
  create_all(engine, metadata<ScratchModel>());
  auto word = session.add(Scratch{.word = "a"});
  session.flush();
  word->word = "b";
  session.commit();
  EXPECT_EQ(session.query(scratches.word).one(), "b");
  EXPECT_EQ(session.sql("SELECT count(*) FROM main.sqlite_schema WHERE name = 'scratch'")
                .columns<int>()
                .one(),
            0);
}

}  // namespace
}  // namespace retort::test::attached
