// Any text has a TOML form that reads back as the same text.

#include <random>

#include <gtest/gtest.h>

#include <retort/schema/detail/toml_node.h>
#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/error.h>
#include <schema/random_metadata.h>

namespace retort::schema::detail {
namespace {

std::string read_back(const std::string& toml) {
  const TomlTable table = parse_toml("x = " + toml + "\n", "text");
  return std::get<std::string>(table.at(0).node.value);
}

TEST(TomlString, OneLineStandsInQuotes) {
  EXPECT_EQ(toml_string("'x' || \"y\""), R"("'x' || \"y\"")");
}

TEST(TomlString, SeveralLinesStandAsTheyAre) {
  EXPECT_EQ(toml_string("SELECT \"a\"\nFROM t"), "'''\nSELECT \"a\"\nFROM t'''");
}

TEST(TomlString, AFormIsFoundForEveryText) {
  for (const std::string text :
       {"", "\n", "\n\n", "'", "a\n'", "a\n'''b", "a\r\nb", "\r", "a\n\"\"\"", "a\n\\", "\t\n",
        "\x01\n", "\x7f", "ends with \\", "ü漢🎵\n", "\xEF\xBF\xBF", " \n "})
    EXPECT_EQ(read_back(toml_string(text)), text) << toml_string(text);
}

TEST(TomlString, RandomTextsReadBack) {
  testing::RandomMetadata random(7);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = random.text();
    EXPECT_EQ(read_back(toml_string(text)), text) << toml_string(text);
  }
}

TEST(TomlString, RefusesWhatTomlCannotHold) {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\xff"), std::string("\xc0\x80"),
        std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"), std::string("cut \xe6\xbc")})
    EXPECT_THROW(toml_string(text), Error) << text;
}

TEST(TomlKey, IsBareWhereItMayBe) {
  EXPECT_EQ(toml_key("artist_id"), "artist_id");
  EXPECT_EQ(toml_key("artist id"), "\"artist id\"");
  EXPECT_EQ(toml_key("two\nlines"), "\"two\\nlines\"");
  EXPECT_EQ(toml_key(""), "\"\"");
}

}  // namespace
}  // namespace retort::schema::detail
