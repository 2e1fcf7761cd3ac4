// The music library against SQLAlchemy: every statement that SQLAlchemy 1.4 sends for the same program,
// with its parameters, and every result. The statements are those of its log, white space folded.
//
// Where Retort does something else on purpose, the test says so beside the expectation:
//   D1  No refresh after commit: objects stay valid, so the SELECT of an artist before each album's
//       INSERT is not sent.
//   D2  create_all asks the catalog whether a table is there; SQLAlchemy sends PRAGMA table_info twice.
//   D3  An album without tracks cannot be made: `int` has no NULL. It is refused before any SQL, where
//       SQLAlchemy sends an INSERT that fails and a ROLLBACK.
//   D4  A session that is closed in a transaction says ROLLBACK; SQLAlchemy leaves that to its pool,
//       which does not log it.

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <test_paths.h>
#include "load.h"
#include "models.h"
#include "orm/recorder.h"
#include "queries.h"
#include "show.h"

namespace {

using namespace music;
using retort::test::Recorder;
using Lines = std::vector<std::string>;

constexpr auto i1 = "INSERT INTO artists (name, year) VALUES (?, ?)";
constexpr auto i2 = "INSERT INTO albums (name, tracks, artist_id) VALUES (?, ?, ?)";
constexpr auto q1 =
    "SELECT artists.id AS artists_id, artists.name AS artists_name, artists.year AS artists_year "
    "FROM artists";
constexpr auto q2 =
    "SELECT albums.id AS albums_id, albums.name AS albums_name, albums.tracks AS albums_tracks, "
    "albums.artist_id AS albums_artist_id, artists_1.id AS artists_1_id, artists_1.name AS "
    "artists_1_name, artists_1.year AS artists_1_year FROM albums LEFT OUTER JOIN artists AS "
    "artists_1 ON artists_1.id = albums.artist_id";
constexpr auto l1 =
    "SELECT albums.id AS albums_id, albums.name AS albums_name, albums.tracks AS albums_tracks, "
    "albums.artist_id AS albums_artist_id FROM albums WHERE ? = albums.artist_id";
constexpr auto grouped =
    "SELECT artists.id AS artists_id, artists.name AS artists_name, artists.year AS artists_year, ";

std::string with(std::string sql, const char* parameters) { return sql + " " + parameters; }

nlohmann::json dump() {
  std::ifstream file(RETORT_SOURCE_DIR "/examples/music/data/music.json");
  return nlohmann::json::parse(file);
}

template <class Rows>
Lines names(const Rows& rows) {
  Lines result;
  for (const auto& row : rows) result.push_back(row->name);
  return result;
}

/// Rows whose order the database may choose.
template <class Rows>
Lines counted(const Rows& rows) {
  Lines result;
  for (const auto& [artist, number] : rows) {
    std::ostringstream line;
    if constexpr (requires { *number; }) {
      line << artist->name << ' ' << *number;
    } else {
      line << artist->name << ' ' << number;
    }
    result.push_back(line.str());
  }
  std::ranges::sort(result);
  return result;
}

class Music : public testing::Test {
 protected:
  Music() {
    create_all(recorder.engine());
    recorder.take();
  }

  std::vector<Refused> load_dump() {
    Session session(recorder.engine());
    return load(session, dump());
  }

  Recorder recorder;
};

TEST(MusicTables, AreCreatedParentsFirstInOneTransaction) {
  Recorder recorder;
  create_all(recorder.engine());
  const auto log = recorder.take();
  ASSERT_EQ(log.size(), 6U);
  EXPECT_EQ(log.front(), "BEGIN");
  // D2: log[1] and log[2] ask for the tables, in the order of declaration.
  EXPECT_NE(log[1].find("('artists')"), std::string::npos);
  EXPECT_NE(log[2].find("('albums')"), std::string::npos);
  EXPECT_EQ(log[3],
            "CREATE TABLE artists ( id INTEGER NOT NULL, name VARCHAR NOT NULL, year INTEGER, "
            "PRIMARY KEY (id), UNIQUE (name) )");
  EXPECT_EQ(log[4],
            "CREATE TABLE albums ( id INTEGER NOT NULL, name VARCHAR NOT NULL, tracks INTEGER NOT "
            "NULL, artist_id INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(artist_id) REFERENCES "
            "artists (id) )");
  EXPECT_EQ(log.back(), "COMMIT");
  create_all(recorder.engine());
  EXPECT_EQ(recorder.take(), (Lines{log[0], log[1], log[2], "COMMIT"}));
}

TEST_F(Music, EachEntryIsStoredInATransactionOfItsOwn) {
  const auto refused = load_dump();
  // D1: no SELECT between BEGIN and the INSERT of an album.
  const Lines inserts = {with(i1, "('Lynyrd Skynyrd', 1964)"),
                         with(i1, "('Led Zeppelin', 1968)"),
                         with(i1, "('Metallica', 1981)"),
                         with(i1, "('Slayer', 1981)"),
                         with(i1, "('Pantera', 1981)"),
                         with(i1, "('Pearl Jam', NULL)"),
                         with(i1, "('Tool', 1990)"),
                         with(i2, "('Master of Puppets', 8, 3)"),
                         with(i2, "('...And Justice for All', 9, 3)"),
                         with(i2, "('Fear Inoculumn', 10, 7)"),
                         with(i2, "('Seasons in the Abyss', 10, 4)"),
                         with(i2, "('Hell Awaits', 7, 4)")};
  Lines expected;
  for (const auto& insert : inserts) {
    for (const auto& line : Lines{"BEGIN", insert, "COMMIT"}) expected.push_back(line);
  }
  EXPECT_EQ(recorder.take(), expected);
  // D3: both are named with the reason.
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].name, "Far Beyond Driven");
  EXPECT_EQ(refused[0].reason, "albums.tracks is missing, and may not be NULL");
  EXPECT_EQ(refused[1].name, "Ten");
  EXPECT_EQ(refused[1].reason, "albums.tracks is missing, and may not be NULL");
}

TEST_F(Music, ARefusedYearKeepsNothingElseOut) {
  auto entries = dump();
  entries["artists"].push_back({{"name", "Mozart"}, {"year", 1781}});
  entries["artists"].push_back({{"name", "Opeth"}, {"year", 1989}});
  Session session(recorder.engine());
  const auto refused = load(session, entries);
  ASSERT_EQ(refused.size(), 3U);
  EXPECT_EQ(refused[0].name, "Mozart");
  EXPECT_EQ(refused[0].reason, "artists.year does not take 1781: Illegal year!");
  EXPECT_EQ(session.query(artists).filter(artists.name == "Opeth").count(), 1);
}

TEST_F(Music, TheRowsAreThoseOfTheSeed) {
  load_dump();
  auto connection = recorder.engine().connect();
  const auto rows = [&](const char* sql) {
    Lines lines;
    for (const auto& row : connection.rows(sql)) lines.push_back(retort::engine::to_text(row));
    return lines;
  };
  EXPECT_EQ(rows("SELECT id, name, year FROM artists ORDER BY id"),
            (Lines{"(1, 'Lynyrd Skynyrd', 1964)", "(2, 'Led Zeppelin', 1968)",
                   "(3, 'Metallica', 1981)", "(4, 'Slayer', 1981)", "(5, 'Pantera', 1981)",
                   "(6, 'Pearl Jam', NULL)", "(7, 'Tool', 1990)"}));
  EXPECT_EQ(rows("SELECT id, name, tracks, artist_id FROM albums ORDER BY id"),
            (Lines{"(1, 'Master of Puppets', 8, 3)", "(2, '...And Justice for All', 9, 3)",
                   "(3, 'Fear Inoculumn', 10, 7)", "(4, 'Seasons in the Abyss', 10, 4)",
                   "(5, 'Hell Awaits', 7, 4)"}));
}

TEST_F(Music, AlbumsComeWithTheirArtists) {
  load_dump();
  recorder.take();
  Session session(recorder.engine());
  EXPECT_EQ(all_artists(session).size(), 7U);
  Lines by;
  for (const auto& album : all_albums(session))
    by.push_back(album->name + " " + album->artist->name);
  EXPECT_EQ(by,
            (Lines{"Master of Puppets Metallica", "...And Justice for All Metallica",
                   "Fear Inoculumn Tool", "Seasons in the Abyss Slayer", "Hell Awaits Slayer"}));
  EXPECT_EQ(recorder.take(), (Lines{"BEGIN", q1, q2}));
}

TEST_F(Music, CollectionsLoadOnFirstAccessWithoutTheWayBack) {
  load_dump();
  recorder.take();
  Session session(recorder.engine());
  const auto found = artists_with_albums(session);
  EXPECT_EQ(names(found), (Lines{"Metallica", "Slayer", "Tool"}));
  Lines by;
  for (const auto& artist : found) {
    for (const auto& album : artist->albums) by.push_back(album->name + " " + album->artist->name);
  }
  EXPECT_EQ(by,
            (Lines{"Master of Puppets Metallica", "...And Justice for All Metallica",
                   "Seasons in the Abyss Slayer", "Hell Awaits Slayer", "Fear Inoculumn Tool"}));
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN",
                   std::string(q1) +
                       " WHERE EXISTS (SELECT 1 FROM albums WHERE artists.id = albums.artist_id)",
                   with(l1, "(3)"), with(l1, "(4)"), with(l1, "(7)")}));
}

TEST_F(Music, GroupsAreChosenByLabelOrByExpression) {
  load_dump();
  recorder.take();
  Session session(recorder.engine());
  const Lines expected = {"Metallica 2", "Slayer 2"};
  EXPECT_EQ(counted(artists_with_several_albums(session)), expected);
  EXPECT_EQ(counted(artists_with_more_albums_than(session, 1)), expected);
  const auto joined =
      " FROM artists JOIN albums ON artists.id = albums.artist_id GROUP BY artists.id HAVING ";
  EXPECT_EQ(
      recorder.take(),
      (Lines{"BEGIN", std::string(grouped) + "count(albums.id) AS count" + joined + "count > 1",
             std::string(grouped) + "count(albums.id) AS count_1" + joined +
                 "count(albums.id) > ? (1)"}));
}

TEST_F(Music, TheBusiestArtistsAreOrderedAndLimited) {
  load_dump();
  recorder.take();
  Session session(recorder.engine());
  EXPECT_EQ(counted(busiest_artists(session, 2)), (Lines{"Metallica 17", "Slayer 17"}));
  EXPECT_EQ(counted(busiest_artists(session, 100)),
            (Lines{"Metallica 17", "Slayer 17", "Tool 10"}));
  const auto q6 = std::string(grouped) +
                  "sum(albums.tracks) AS sum_1 FROM artists JOIN albums ON artists.id = "
                  "albums.artist_id GROUP BY artists.id ORDER BY sum(albums.tracks) DESC LIMIT ? "
                  "OFFSET ?";
  EXPECT_EQ(recorder.take(), (Lines{"BEGIN", with(q6, "(2, 0)"), with(q6, "(100, 0)")}));
}

TEST_F(Music, GetAsksOnlyForWhatTheSessionDoesNotHave) {
  load_dump();
  recorder.take();
  Session session(recorder.engine());
  const auto artist = session.get<Artist>(3);
  EXPECT_EQ(artist->name, "Metallica");
  EXPECT_EQ(session.get<Artist>(3), artist);
  EXPECT_EQ(recorder.take(), (Lines{"BEGIN", std::string(q1) + " WHERE artists.id = ? (3)"}));
}

TEST_F(Music, QueriesAndConditionsAreValues) {
  load_dump();
  Session session(recorder.engine());
  recorder.take();
  const auto query = artists_query(session);
  // To the letter, white space included.
  EXPECT_EQ(query.sql(),
            "SELECT artists.id AS artists_id, artists.name AS artists_name, artists.year AS "
            "artists_year \nFROM artists");
  EXPECT_EQ((artists.year > 1980).sql(), "artists.year > :year_1");
  EXPECT_EQ(query.filter(artists.year > 1980).sql(), query.sql() + " \nWHERE artists.year > ?");
  EXPECT_EQ(began_between({}, 1990).sql(), "artists.year <= :year_1");
  const auto condition = began_between(1980, 1990);
  EXPECT_EQ(condition.sql(), "artists.year > :year_1 AND artists.year <= :year_2");
  EXPECT_EQ(began_between({}, {}).sql(), "");
  EXPECT_TRUE(recorder.take().empty());
  EXPECT_EQ(names(query.filter(condition).all()),
            (Lines{"Metallica", "Slayer", "Pantera", "Tool"}));
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", std::string(q1) +
                                " WHERE artists.year > ? AND artists.year <= ? (1980, 1990)"}));
}

TEST_F(Music, TheProgramPrintsAllOfIt) {
  load_dump();
  std::ostringstream out;
  show(recorder.engine(), out);
  EXPECT_NE(out.str().find("<Artist(id=6, name='Pearl Jam', year=none)>"), std::string::npos);
  EXPECT_NE(out.str().find("<Album(id=5, name='Hell Awaits', tracks=7, artist='Slayer')>"),
            std::string::npos);
  EXPECT_NE(out.str().find("artist->name is Metallica, artists.name is artists.name"),
            std::string::npos);
  // D4: four of the five parts are closed by hand, the last when the session ends.
  EXPECT_EQ(std::ranges::count(recorder.take(), "ROLLBACK"), 5);
}

}  // namespace
