// The schema that models declare.

#include <algorithm>

#include <gtest/gtest.h>

#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace retort::test {

/// Every option of a column and every constraint of a table.
template <class As>
struct TrackModel {
  static constexpr auto table_name = "tracks";
  static constexpr std::tuple constraints{
      unique_of<"disc", "position">{}, named<"uq_title", unique_of<"title">>{},
      unique_index_of<"ix_track_code", "code">{},
      named<"fk_review", foreign_key_of<columns<"book_id", "reader">, ReviewModel,
                                        columns<"book_id", "reader">, on_update<cascade>>>{}};

  Column<As, "id", std::int64_t, primary_key, autoincrement> id{};
  Column<As, "disc", int, indexed<>> disc{1};
  Column<As, "position", int, check<"position > 0", "position_counts">> position{};
  Column<As, "title", std::string, type<"VARCHAR(50)">, collate<"NOCASE">> title{};
  Column<As, "code", std::string, server_default<"'none'">> code{};
  Column<As, "book_id", std::int64_t> book_id{};
  Column<As, "reader", std::string> reader{};
  Column<As, "next_id", std::optional<std::int64_t>,
         references<TrackModel, "id", on_delete<set_null>, deferrable<>>>
      next_id{};
};
inline constexpr auto tracks = table<TrackModel>;

/// A model that has moved on.
template <class As>
struct RenamedModel {
  static constexpr auto table_name = "performers";
  static constexpr auto table_renamed_from = "artists";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "founded", int, renamed_from<"year">, filled_with<"1990">> founded{};
};

}  // namespace retort::test

namespace {

using namespace retort::test;
namespace schema = retort::schema;

/// As programs have it that say `using namespace retort::orm`.
int fill(int rows) { return rows + 1; }

TEST(Model, LeavesANameThatProgramsHave) { EXPECT_EQ(fill(1), 2); }

TEST(Model, SaysWhatMigrationsNeedToKnow) {
  const auto metadata = retort::orm::metadata<RenamedModel>();
  EXPECT_EQ(metadata.tables[0].renamed_from, "artists");
  EXPECT_EQ(metadata.tables[0].find_column("founded")->renamed_from, "year");
  EXPECT_EQ(metadata.tables[0].find_column("founded")->fill, "1990");
}

TEST(Model, IsReadAsASchema) {
  const auto metadata = retort::orm::metadata<TrackModel>();
  const auto& table = metadata.tables[0];
  EXPECT_EQ(table.name, "tracks");
  EXPECT_EQ(table.primary_key,
            (schema::PrimaryKey{.columns = schema::indexed({"id"}), .autoincrement = true}));
  EXPECT_EQ(
      *table.find_column("title"),
      (schema::Column{
          .name = "title", .type = {"VARCHAR(50)"}, .nullable = false, .collation = "NOCASE"}));
  EXPECT_EQ(table.find_column("code")->server_default, "'none'");
  EXPECT_TRUE(table.find_column("next_id")->nullable);
  EXPECT_EQ(table.uniques, (std::vector<schema::Unique>{
                               {.columns = schema::indexed({"disc", "position"})},
                               {.name = "uq_title", .columns = schema::indexed({"title"})}}));
  EXPECT_EQ(table.checks, (std::vector<schema::Check>{{"position_counts", "position > 0"}}));
  EXPECT_EQ(table.indexes,
            (std::vector<schema::Index>{
                {.columns = schema::indexed({"disc"})},
                {.name = "ix_track_code", .columns = schema::indexed({"code"}), .unique = true}}));
  EXPECT_EQ(table.foreign_keys,
            (std::vector<schema::ForeignKey>{{.columns = {"next_id"},
                                              .referred_table = "tracks",
                                              .referred_columns = {"id"},
                                              .on_delete = schema::Action::set_null,
                                              .deferrable = true,
                                              .initially_deferred = true},
                                             {.name = "fk_review",
                                              .columns = {"book_id", "reader"},
                                              .referred_table = "reviews",
                                              .referred_columns = {"book_id", "reader"},
                                              .on_update = schema::Action::cascade}}));
}

TEST(Model, CompositeKeysStandInTheTable) {
  const auto metadata = retort::orm::metadata<ReviewModel>();
  const auto& table = metadata.tables[0];
  EXPECT_EQ(table.primary_key->columns, schema::indexed({"book_id", "reader"}));
  EXPECT_EQ(table.checks[0].name, "stars_count");
  EXPECT_EQ(table.foreign_keys[0].on_delete, schema::Action::cascade);
}

TEST(Model, DeclaringRegistersInOrder) {
  std::vector<std::string> names;
  for (const auto& table : retort::orm::metadata().tables) names.push_back(table.name);
  const auto author = std::ranges::find(names, "authors");
  ASSERT_NE(author, names.end());
  EXPECT_EQ(std::vector(author, author + 4),
            (std::vector<std::string>{"authors", "books", "reviews", "nodes"}));
  EXPECT_EQ(std::ranges::count(names, "authors"), 1);
  EXPECT_EQ(std::ranges::count(names, "tracks"), 1);
}

// None of these is named by table<>, except through the first.
template <class As>
struct StampModel;

template <class As>
struct HolderModel {
  static constexpr auto table_name = "holders";
  Column<As, "id", std::int64_t, primary_key> id{};
};

template <class As>
struct BadgeModel {
  static constexpr auto table_name = "badges";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "holder_id", std::int64_t, references<HolderModel, "id">> holder_id{};
  HasMany<As, StampModel, "badge_id"> stamps{};
};

template <class As>
struct StampModel {
  static constexpr auto table_name = "stamps";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "badge_id", std::int64_t, references<BadgeModel, "id">> badge_id{};
};

TEST(Model, BringsAlongWhatItRefersTo) {
  std::vector<std::string> names;
  for (const auto& table : retort::orm::metadata<BadgeModel>().tables) names.push_back(table.name);
  EXPECT_EQ(names, (std::vector<std::string>{"badges", "holders", "stamps"}));
}

TEST(Model, IsAPlainAggregate) {
  const Book book{.title = "Rose"};
  EXPECT_EQ(book.pages, 100);
  EXPECT_EQ(book.author_id, std::nullopt);
  static_assert(std::is_aggregate_v<Book>);
  static_assert(std::same_as<decltype(Book::title), std::string>);
  static_assert(std::same_as<decltype(Author{}.country), Defaulted<std::string>>);
}

TEST(Model, CreatesItsTablesAndIndexes) {
  Recorder recorder;
  create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel, TrackModel>());
  auto connection = recorder.engine().connect();
  const auto count = connection.scalar(
      "SELECT count(*) FROM sqlite_schema WHERE name IN ('tracks', 'ix_tracks_disc', "
      "'ix_track_code', 'ix_stars')");
  EXPECT_EQ(count, retort::engine::Value(std::int64_t{4}));
}

TEST(DefaultedValue, IsItsValueOrNotSet) {
  Defaulted<std::string> text;
  EXPECT_FALSE(text.is_set());
  EXPECT_THROW(static_cast<void>(text.value()), SessionError);
  text = "x";
  EXPECT_EQ(text, "x");
  EXPECT_EQ(text->size(), 1U);
  const std::string& plain = text;
  EXPECT_EQ(plain, "x");
  EXPECT_EQ(text, Defaulted<std::string>("x"));
  text.reset();
  EXPECT_FALSE(text.is_set());
}

}  // namespace
