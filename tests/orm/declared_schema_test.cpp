// What a model says of its table that only SQLite knows, and objects that are no models: together all
// that a database can hold.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/model.h>
#include <retort/orm/schema_object.h>
#include <retort/orm/session.h>
#include <retort/orm/types/any.h>
#include <retort/schema/metadata.h>

namespace retort::test {

using namespace retort::orm;

template <class As>
struct WordModel {
  static constexpr auto table_name = "words";
  static constexpr std::tuple constraints{
      named<"pk_words",
            primary_key_on<ascending<"id">, on_conflict<Conflict::replace>, autoincrement>>{},
      named<"uq_words",
            unique_on<collated<descending<"word">, "NOCASE">, on_conflict<Conflict::ignore>>>{},
      foreign_key_to<columns<"of">, "elsewhere", columns<"x">, on_delete<cascade>>{}};
  Column<As, "id", std::int64_t, nullable> id{};
  Column<As, "word", std::string, not_null_on_conflict<Conflict::fail>> word{};
  Column<As, "of", std::optional<std::int64_t>, references<WordModel, "id", matching<"FULL">>> of{};
};
using Word = Entity<WordModel>;
inline constexpr auto words = table<WordModel>;

template <class As>
struct LogModel {
  static constexpr auto table_name = "log";
  static constexpr std::tuple constraints{no_primary_key{}};
  Column<As, "what", std::optional<std::string>> what{};
  Column<As, "value", std::optional<engine::Value>> value{};
};
inline constexpr auto log_lines = table<LogModel>;

template <class As>
struct StrictTypesModel {
  static constexpr auto table_name = "strict_types";
  static constexpr std::tuple constraints{strict{}};
  Column<As, "k", std::int64_t, primary_key, nullable, type<"INT">> k{};
  Column<As, "v", engine::Value> v{};
};
inline constexpr auto strict_types = table<StrictTypesModel>;

template <class As>
struct LoudModel {
  static constexpr auto table_name = "loud";
  static constexpr auto view_sql = "CREATE VIEW loud (w) AS SELECT upper(word) FROM words";
  Column<As, "w", std::optional<std::string>> w{};
};
inline constexpr auto loud = table<LoudModel>;

inline const SchemaObject word_added{schema::Trigger{
    .name = "word_added",
    .table = "words",
    .sql = "CREATE TRIGGER word_added AFTER INSERT ON words BEGIN INSERT INTO log VALUES "
           "('added', new.word); END"}};
inline const SchemaObject word_text{
    schema::VirtualTable{.name = "word_text",
                         .module = "fts5",
                         .sql = "CREATE VIRTUAL TABLE word_text USING fts5(word)"}};

namespace {

const schema::Table& table_of(const schema::Metadata& metadata, std::string_view name) {
  return *metadata.find_table(name);
}

TEST(DeclaredSchema, HasWhatAModelSays) {
  const auto all = metadata<WordModel, LogModel, StrictTypesModel>();
  const auto& word = table_of(all, "words");
  ASSERT_TRUE(word.primary_key);
  EXPECT_EQ(word.primary_key->name, "pk_words");
  EXPECT_TRUE(word.primary_key->autoincrement);
  EXPECT_EQ(word.primary_key->conflict, schema::Conflict::replace);
  EXPECT_TRUE(word.find_column("id")->nullable);
  EXPECT_EQ(word.find_column("word")->not_null_conflict, schema::Conflict::fail);
  EXPECT_EQ(
      word.uniques.at(0),
      (schema::Unique{.name = "uq_words",
                      .columns = {{.column = "word", .collation = "NOCASE", .descending = true}},
                      .conflict = schema::Conflict::ignore}));
  EXPECT_EQ(word.foreign_keys.at(0).match, "FULL");
  EXPECT_EQ(word.foreign_keys.at(1).referred_table, "elsewhere");
  EXPECT_EQ(word.foreign_keys.at(1).on_delete, schema::Action::cascade);
  EXPECT_FALSE(table_of(all, "log").primary_key);
  EXPECT_EQ(table_of(all, "strict_types").find_column("k")->type.text, "INT");
  EXPECT_EQ(table_of(all, "strict_types").find_column("v")->type.text, "ANY");
}

TEST(DeclaredSchema, ObjectsThatAreNoModelsAreMadeWithTheRest) {
  const auto all = metadata();
  EXPECT_NE(all.find_trigger("word_added"), nullptr);
  EXPECT_NE(all.find_virtual_table("word_text"), nullptr);
  EXPECT_EQ(all.find_view("loud")->sql, LoudModel<Values>::view_sql);
  EXPECT_TRUE(metadata<WordModel>().triggers.empty());

  auto only = all;
  std::erase_if(only.tables, [](const auto& each) {
    return each.name != "words" && each.name != "log" && each.name != "strict_types";
  });
  std::erase_if(only.views, [](const auto& each) { return each.name != "loud"; });
  engine::Engine engine("sqlite://", {.foreign_keys = false});
  create_all(engine, only);
  create_all(engine, only);

  Session session(engine);
  session.add(Word{.word = "one"});
  session.commit();
  EXPECT_EQ(session.query(loud.w).one(), "ONE");
  const auto line = session.query(log_lines).one();
  EXPECT_EQ(line.what, "added");
  EXPECT_EQ(std::get<std::string>(line.value.value()), "one");
}

TEST(DeclaredSchema, RowsWithoutAKeyAreWrittenByStatements) {
  engine::Engine engine("sqlite://");
  create_all(engine, metadata<LogModel>());
  Session session(engine);
  session.insert_into(log_lines)
      .set(log_lines.what, "a")
      .set(log_lines.value, engine::Value(2.5))
      .execute();
  session.insert_into(log_lines).rows(std::vector<Entity<LogModel>>{{.what = "b"}}).execute();
  session.update(log_lines)
      .set(log_lines.what, "c")
      .filter(log_lines.value == engine::Value(2.5))
      .execute();
  session.commit();
  const auto lines = session.query(log_lines).order_by(log_lines.what).all();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].what, "b");
  EXPECT_FALSE(lines[0].value.has_value());
  EXPECT_EQ(lines[1].what, "c");
  EXPECT_EQ(std::get<double>(*lines[1].value), 2.5);
}

}  // namespace
}  // namespace retort::test
