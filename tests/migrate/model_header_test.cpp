// What migrate::model_header writes. That it compiles and gives the schema back is tests/models.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/migrate/detail/header_names.h>
#include <retort/migrate/model_header.h>

namespace retort::migrate {
namespace {

using namespace detail;

TEST(HeaderNames, WordsAreSplitWhereCapitalsSaySo) {
  EXPECT_EQ(snake_case("AlbumId"), "album_id");
  EXPECT_EQ(snake_case("HTTPServer2Name"), "http_server2_name");
  EXPECT_EQ(snake_case("BOOK TITLE-x"), "book_title_x");
  EXPECT_EQ(snake_case("__private__"), "private");
  EXPECT_EQ(snake_case("2fa"), "x2fa");
  EXPECT_EQ(snake_case("ключ"), "");
  EXPECT_EQ(camel_case("http_server2"), "HttpServer2");
}

TEST(HeaderNames, OneAndSeveral) {
  const std::vector<std::pair<std::string, std::string>> words = {{"album", "albums"},
                                                                  {"category", "categories"},
                                                                  {"key", "keys"},
                                                                  {"box", "boxes"},
                                                                  {"address", "addresses"},
                                                                  {"status", "statuses"},
                                                                  {"match", "matches"},
                                                                  {"person", "people"},
                                                                  {"database", "databases"},
                                                                  {"news", "news"},
                                                                  {"invoice_line", "invoice_lines"},
                                                                  {"movie", "movies"},
                                                                  {"analysis", "analyses"}};
  for (const auto& [one, several] : words) {
    EXPECT_EQ(singular(several), one) << several;
    EXPECT_EQ(singular(one), one);
    EXPECT_EQ(plural(one), several);
  }
  EXPECT_EQ(plural("albums"), "albums");
  // Three letters are an abbreviation.
  EXPECT_EQ(singular("notes_fts"), "notes_fts");
}

TEST(HeaderNames, EachIsTakenOnce) {
  ScopeNames names({"table_name"});
  EXPECT_EQ(names.take("class"), "class_");
  EXPECT_EQ(names.take("class"), "class_2");
  EXPECT_EQ(names.take("a"), "a");
  EXPECT_EQ(names.take("a"), "a2");
  EXPECT_EQ(names.take("table_name"), "table_name2");
}

TEST(HeaderNames, LiteralsHoldAnyText) {
  EXPECT_EQ(cpp_literal("a > 1"), "\"a > 1\"");
  EXPECT_EQ(cpp_literal("say \"x\"\n"), "R\"sql(say \"x\"\n)sql\"");
  EXPECT_EQ(cpp_literal("\")sql\""), "R\"sql_(\")sql\")sql_\"");
  EXPECT_EQ(cpp_literal("a\r\n\"1"), "\"a\\015\\012\\\"1\"");
}

class ModelHeaderTest : public ::testing::Test {
 protected:
  std::string header(const std::string& ddl, const HeaderOptions& options = {}) {
    engine::Engine engine("sqlite://", {.foreign_keys = false});
    engine::Connection connection = engine.connect();
    connection.execute_script(ddl);
    const ModelHeader made =
        model_header(read_header_source(connection), engine.dialect(), options);
    EXPECT_TRUE(made.unsaid.empty());
    return made.text;
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }
};

TEST_F(ModelHeaderTest, RelationshipsAreNamedAfterTheirKeys) {
  const std::string text = header(
      "CREATE TABLE users (id INTEGER PRIMARY KEY);"
      "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender_id INT REFERENCES users (id), "
      "recipient_id INT REFERENCES users (id));"
      "CREATE TABLE passports (user_id INTEGER PRIMARY KEY REFERENCES users (id));"
      "CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INT REFERENCES nodes (id));"
      "CREATE TABLE staff (id INTEGER PRIMARY KEY, boss INT REFERENCES staff (id));");
  EXPECT_TRUE(has(text,
                  "  BelongsTo<As, UserModel, \"sender_id\"> sender{};\n"
                  "  BelongsTo<As, UserModel, \"recipient_id\"> recipient{};\n"))
      << text;
  EXPECT_TRUE(has(text,
                  "  HasMany<As, MessageModel, \"sender_id\"> messages_by_sender{};\n"
                  "  HasMany<As, MessageModel, \"recipient_id\"> messages_by_recipient{};\n"));
  EXPECT_TRUE(has(text, "  HasOne<As, PassportModel, \"user_id\"> passport{};\n"));
  EXPECT_TRUE(has(text,
                  "  BelongsTo<As, NodeModel, \"parent_id\"> parent{};\n"
                  "  HasMany<As, NodeModel, \"parent_id\"> children{};\n"));
  EXPECT_TRUE(has(text, "  BelongsTo<As, StaffModel, \"boss\"> boss_staff{};\n"));
}

TEST_F(ModelHeaderTest, AForeignKeyToAColumnOfAnotherKindSaysSo) {
  const std::string text = header(
      "CREATE TABLE users (id INTEGER PRIMARY KEY);"
      "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender TEXT REFERENCES users (id), "
      "reader REAL REFERENCES users (id));");
  EXPECT_TRUE(has(text, "references<UserModel, \"id\", of_another_kind>> sender{};")) << text;
  EXPECT_TRUE(has(text, "references<UserModel, \"id\">> reader{};")) << text;
}

TEST_F(ModelHeaderTest, NoNameHasTwoUnderscores) {
  const std::string text = header(
      "CREATE TABLE staff (id INTEGER PRIMARY KEY, \"namespace\" INT REFERENCES staff (id));");
  EXPECT_TRUE(has(text, " namespace_{};")) << text;
  EXPECT_TRUE(has(text, "> namespace_staff{};"));
}

TEST_F(ModelHeaderTest, ATableOfTwoKeysIsALink) {
  const std::string text = header(
      "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE tags (id INTEGER PRIMARY KEY);"
      "CREATE TABLE post_tags (post_id INT REFERENCES posts (id), tag_id INT REFERENCES tags (id), "
      "PRIMARY KEY (post_id, tag_id));"
      "CREATE TABLE votes (post_id INT REFERENCES posts (id), tag_id INT REFERENCES tags (id), "
      "stars INT, PRIMARY KEY (post_id, tag_id));"
      "CREATE TABLE links (from_id INT REFERENCES posts (id), to_id INT REFERENCES posts (id), "
      "PRIMARY KEY (from_id, to_id));");
  EXPECT_TRUE(has(text, "ManyToMany<As, TagModel, PostTagModel, \"post_id\", \"tag_id\"> tags{};"))
      << text;
  EXPECT_TRUE(
      has(text, "ManyToMany<As, PostModel, PostTagModel, \"tag_id\", \"post_id\"> posts{};"));
  EXPECT_TRUE(has(text, "ManyToMany<As, PostModel, LinkModel, \"from_id\", \"to_id\"> tos{};"));
  // What has more to say is a model like any other.
  EXPECT_TRUE(has(text, "HasMany<As, VoteModel, \"post_id\"> votes{};"));
  EXPECT_FALSE(has(text, "HasMany<As, PostTagModel"));
}

TEST_F(ModelHeaderTest, TablesWithoutAKeyHaveNoRelationships) {
  const std::string text = header(
      "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE log (a_id INT REFERENCES a (id), t);");
  EXPECT_TRUE(has(text, "constraints{no_primary_key{}};")) << text;
  EXPECT_TRUE(has(text, "references<AModel, \"id\">"));
  EXPECT_FALSE(has(text, "HasMany"));
  EXPECT_FALSE(has(text, "BelongsTo"));
}

TEST_F(ModelHeaderTest, AMemberThatHidesAWordIsNoTrouble) {
  const std::string text =
      header("CREATE TABLE t (\"unique\" TEXT UNIQUE, type VARCHAR(5), id INTEGER PRIMARY KEY);");
  EXPECT_TRUE(has(text, "retort::orm::type<\"TEXT\">, retort::orm::unique>\n      unique{};"))
      << text;
  EXPECT_TRUE(has(text, "primary_key, nullable> id{};"));
}

TEST_F(ModelHeaderTest, RowsSayWhatAColumnHolds) {
  const std::string text = header(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME, n INTEGER, b BOOLEAN NOT NULL);"
      "INSERT INTO t VALUES (1, 1700000000, 'x', 1), (2, NULL, 2, 0);");
  EXPECT_TRUE(has(text,
                  "  // Its rows hold something else than DATETIME.\n"
                  "  Column<As, \"at\", std::optional<std::int64_t>, type<\"DATETIME\">> at{};"))
      << text;
  EXPECT_TRUE(has(text, "\"n\", std::optional<retort::engine::Value>, type<\"INTEGER\">> n{};"));
  EXPECT_TRUE(has(text, "Column<As, \"b\", bool> b{};"));
  EXPECT_TRUE(has(text, "#include <retort/orm/types/any.h>\n"));
  EXPECT_FALSE(has(text, "date_time.h"));
}

TEST_F(ModelHeaderTest, LinesAreOfReadableLength) {
  const std::string text = header(
      "CREATE TABLE a_table_with_a_long_name (id INTEGER PRIMARY KEY, "
      "a_column_with_quite_a_long_name_as_well VARCHAR(200) COLLATE NOCASE DEFAULT 'some text "
      "here', "
      "other_table_id INTEGER REFERENCES a_table_with_a_long_name (id) ON DELETE SET NULL);");
  std::size_t longest = 0;
  for (std::size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1)
    longest = std::max(longest, end - at);
  EXPECT_LE(longest, 100u) << text;
}

TEST_F(ModelHeaderTest, AViewIsItsSelectWhereThatSaysAll) {
  const std::string text = header(
      "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;"
      "CREATE VIEW w (n) AS SELECT id FROM t;");
  EXPECT_TRUE(has(text, "view_sql = \"SELECT id FROM t\";")) << text;
  EXPECT_TRUE(has(text, "view_sql = \"CREATE VIEW w (n) AS SELECT id FROM t\";"));
}

}  // namespace
}  // namespace retort::migrate
