#include <retort/migrate/detail/child_process.h>

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "cli/command_line.h"

namespace retort::migrate::detail {
namespace {

TEST(ChildProcess, GivesWhatACommandWrites) {
  const ChildResult result = run_command("echo one; pwd", "/");
  EXPECT_EQ(result.output, "one\n/\n");
  EXPECT_EQ(result.failure, "");
}

TEST(ChildProcess, SaysHowACommandFailed) {
  EXPECT_EQ(run_command("exit 7", "").failure, "exit status 7");
  EXPECT_EQ(run_command("kill -TERM $$", "").failure.find("signal 15"), 0u);
}

TEST(ChildProcess, IsNoSuccessWhereItsStatusIsLost) {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  const ChildResult result = run_command("echo text", "");
  std::signal(SIGCHLD, before);
  EXPECT_NE(result.failure.find("SIGCHLD"), std::string::npos) << result.failure;
}

TEST(ChildProcess, TakesAllOfALongOutput) {
  const ChildResult result = run_command("head -c 1000000 /dev/zero", "");
  EXPECT_EQ(result.output.size(), 1000000u);
}

// The background process holds the output open until this test lets it go.
TEST(ChildProcess, DoesNotWaitForWhatACommandLeavesRunning) {
  const tests::Folder folder;
  ASSERT_EQ(folder.run("mkfifo gate").status, 0);
  const ChildResult result = run_command("cat gate & echo text", folder.path());
  EXPECT_EQ(result.output, "text\n");
  EXPECT_EQ(result.failure, "");
  std::ofstream(folder / "gate") << "go";
}

TEST(ChildProcess, GivesUpOnACommandThatWritesWithoutEnd) {
  const ChildResult result = run_command("yes", "");
  EXPECT_EQ(result.failure, "it wrote more than 64 MiB");
  EXPECT_TRUE(result.output.empty());
}

TEST(ChildProcess, GivesWhatAFunctionReturns) {
  EXPECT_EQ(run_in_child([] { return std::string("text"); }).output, "text");
  const ChildResult nothing = run_in_child([] { return std::string(); });
  EXPECT_EQ(nothing.output, "");
  EXPECT_EQ(nothing.failure, "");
}

TEST(ChildProcess, TellsAFunctionThatThrewFromOneThatEndedTheProcess) {
  EXPECT_EQ(run_in_child([]() -> std::string { throw std::runtime_error("no models"); }).failure,
            "no models");
  const ChildResult ended = run_in_child([]() -> std::string { std::_Exit(0); });
  EXPECT_NE(ended.failure.find("ended the process"), std::string::npos) << ended.failure;
  EXPECT_EQ(run_in_child([]() -> std::string { std::_Exit(3); }).failure, "exit status 3");
}

}  // namespace
}  // namespace retort::migrate::detail
