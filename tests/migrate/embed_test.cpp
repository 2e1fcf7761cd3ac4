// A folder of scripts inside a program: this one has such a folder (embedded.cmake).

#include <gtest/gtest.h>

#include <odd_scripts.h>
#include <filesystem>
#include <string>

#include <retort/migrate/embed.h>
#include <retort/migrate/error.h>
#include <retort/migrate/graph.h>

#include "cli/command_line.h"

namespace retort::migrate {
namespace {

using tests::Folder;
using tests::write_file;

std::string message_of(const std::vector<std::filesystem::path>& folders,
                       const EmbedOptions& options = {}) {
  try {
    embed(folders, options);
  } catch (const MigrateError& error) {
    return error.what();
  }
  return "";
}

TEST(Embed, EveryByteComesThrough) {
  const std::vector<Revision> revisions = read_revisions(testing::odd_scripts());
  ASSERT_EQ(revisions.size(), 2u);
  const std::filesystem::path folder = ODD_SCRIPTS;
  EXPECT_EQ(revisions[0].text, tests::read_file(folder / "aaaa_odd.sql"));
  EXPECT_EQ(revisions[1].text, tests::read_file(folder / "more" / "bbbb_long.sql"));
  EXPECT_GT(revisions[1].text.size(), 300'000u);
  EXPECT_EQ(revisions[1].path, "embedded/more/bbbb_long.sql");
}

TEST(Embed, HeadsAreKnown) {
  const EmbeddedScripts scripts = testing::odd_scripts();
  ASSERT_EQ(scripts.heads.size(), 1u);
  EXPECT_EQ(scripts.heads[0], "bbbb");
}

TEST(Embed, ControlBytesAndLengths) {
  Folder folder;
  write_file(folder / "s/aaaa.sql", std::string("-- revision = \"aaaa\"\n-- [upgrade]\n-- \1"
                                                "7\n",
                                                40));
  const std::string code = embed({folder / "s"}).code;
  EXPECT_NE(code.find("-- \\0017\\n\", 40}"), std::string::npos) << code;
}

TEST(Embed, SeveralHeadsAndFolders) {
  Folder folder;
  write_file(folder / "one/b.toml", "revision = \"bbbb\"\n");
  write_file(folder / "two/a.toml", "revision = \"aaaa\"\n");
  const EmbeddedSource source =
      embed({folder / "one", folder / "two"}, {.name = "both", .name_space = "app::data"});
  EXPECT_NE(source.code.find("heads[] = {\n    \"aaaa\",\n    \"bbbb\",\n}"), std::string::npos);
  EXPECT_NE(source.code.find("{\"one/b.toml\", file_0}"), std::string::npos) << source.code;
  EXPECT_NE(source.header.find("namespace app::data {"), std::string::npos);
  EXPECT_EQ(source.inputs.size(), 4u);
}

TEST(Embed, WhatWasSquashedComesAlong) {
  Folder folder;
  write_file(folder / "s/b.toml", "revision = \"bbbb\"\nreplaces = \"aaaa\"\n");
  EXPECT_EQ(embed({folder / "s"}).code.find("squashed"), std::string::npos) << "nothing is there";
  write_file(folder / "s/squashed/bbbb/a.toml", "revision = \"aaaa\"\n");
  write_file(folder / "s/squashed/bbbb/b.toml", "revision = \"bbbb\"\ndown_revision = \"aaaa\"\n");
  const EmbeddedSource source = embed({folder / "s"});
  EXPECT_NE(source.code.find("squashed[] = {\n    {\"s/squashed/bbbb/a.toml\", file_1}"),
            std::string::npos)
      << source.code;
  EXPECT_EQ(source.inputs.size(), 5u);
  write_file(folder / "s/squashed/bbbb/b.toml", "revision = 7\n");
  EXPECT_NE(message_of({folder / "s"}).find("squashed/bbbb/b.toml:1"), std::string::npos);
}

TEST(Embed, AnEmptyFolderIsAnEmptyHistory) {
  Folder folder;
  EXPECT_NE(embed({folder.path()}).code.find("migrations() { return {}; }"), std::string::npos);
}

TEST(Embed, WhatIsWrongIsFoundAtBuildTime) {
  Folder folder;
  write_file(folder / "a.toml", "revision = \"aaaa\"\n\n[[upgrade]]\nop = \"dorp_table\"\n");
  EXPECT_NE(message_of({folder.path()}).find("a.toml:3: unknown operation \"dorp_table\""),
            std::string::npos)
      << message_of({folder.path()});
  write_file(folder / "a.toml", "revision = \"aaaa\"\ndown_revision = \"bbbb\"\n");
  EXPECT_NE(message_of({folder.path()}).find("\"bbbb\" is in none of the scripts"),
            std::string::npos);
  EXPECT_NE(message_of({folder / "nosuch"}).find("no such folder of scripts"), std::string::npos);
  EXPECT_EQ(message_of({folder.path()}, {.name = "my-scripts"}),
            "\"my-scripts\" is no name in C++");
  EXPECT_EQ(message_of({folder.path()}, {.name_space = "a::"}), "\"\" is no name in C++");
}

}  // namespace
}  // namespace retort::migrate
