#include <retort/migrate/detail/text_file.h>

#include <gtest/gtest.h>

#include <cerrno>

#include <retort/migrate/error.h>

#include "cli/command_line.h"

namespace retort::migrate::detail {
namespace {

TEST(TextFile, ANewFileHasItsTextAndNothingIsLeftBeside) {
  const tests::Folder folder;
  write_new_file(folder / "new", "one\ntwo\n");
  EXPECT_EQ(tests::read_file(folder / "new"), "one\ntwo\n");
  EXPECT_EQ(folder.contents().size(), 1u);
}

TEST(TextFile, AFileThatIsThereIsNotReplaced) {
  const tests::Folder folder;
  tests::write_file(folder / "old", "mine");
  EXPECT_THROW(write_new_file(folder / "old", "yours"), MigrateError);
  EXPECT_EQ(tests::read_file(folder / "old"), "mine");
  EXPECT_EQ(folder.contents().size(), 1u);
}

TEST(TextFile, WithoutHardLinksANewNameIsTakenByARename) {
  const tests::Folder folder;
  tests::write_file(folder / "from", "text");
  EXPECT_EQ(rename_to_new(folder / "from", folder / "to"), 0);
  EXPECT_EQ(tests::read_file(folder / "to"), "text");
  EXPECT_EQ(folder.contents().size(), 1u);
}

TEST(TextFile, WithoutHardLinksANameThatIsTakenStays) {
  const tests::Folder folder;
  tests::write_file(folder / "from", "text");
  tests::write_file(folder / "to", "mine");
  EXPECT_EQ(rename_to_new(folder / "from", folder / "to"), EEXIST);
  EXPECT_EQ(tests::read_file(folder / "to"), "mine");
}

TEST(TextFile, WithoutHardLinksARenameThatFailsLeavesNoEmptyFile) {
  const tests::Folder folder;
  EXPECT_EQ(rename_to_new(folder / "missing", folder / "to"), ENOENT);
  EXPECT_TRUE(folder.contents().empty());
}

}  // namespace
}  // namespace retort::migrate::detail
