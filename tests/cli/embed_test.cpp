// `migrate embed`, as CMake calls it.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

TEST(EmbedCommand, WritesSourceHeaderAndRule) {
  Folder folder;
  write_file(folder / "my scripts/a.toml", "revision = \"aaaa\"\n");
  const Outcome outcome =
      folder.run("migrate embed 'my scripts' --output out --function s --namespace app --depfile");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(read_file(folder / "out/s.h").find("EmbeddedScripts s();"), std::string::npos);
  EXPECT_NE(read_file(folder / "out/s.cpp").find("#include \"s.h\""), std::string::npos);
  const std::string rule = read_file(folder / "out/s.d");
  EXPECT_TRUE(rule.starts_with("out/s.cpp: \\\n")) << rule;
  EXPECT_NE(rule.find("/my\\ scripts/a.toml\n"), std::string::npos) << rule;
}

TEST(EmbedCommand, AScriptThatIsWrongWritesNothing) {
  Folder folder;
  write_file(folder / "s/a.toml", "revision = \"aaaa\"\n[[upgrade]]\nop = \"execute\"\n");
  const Outcome outcome = folder.run("migrate embed s --output out");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("s/a.toml:2: "), std::string::npos) << outcome.err;
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(EmbedCommand, WhatCannotBeWritten) {
  Folder folder;
  write_file(folder / "s/a.toml", "revision = \"aaaa\"\n");
  write_file(folder / "out", "a file");
  const Outcome outcome = folder.run("migrate embed s --output out");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("cannot make out"), std::string::npos) << outcome.err;
  fs::create_directories(folder / "made/migrations.h");
  const Outcome folders = folder.run("migrate embed s --output made");
  EXPECT_EQ(folders.err, "migrate: cannot write made/migrations.h: Is a directory\n");
}

}  // namespace
}  // namespace retort::tests
