// The name, the folder and the time of a new script, and the hooks that run on it.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

#include <migrate/graph_builder.h>
#include <retort/migrate/detail/instant.h>
#include <retort/migrate/new_script.h>

namespace retort::migrate {
namespace {

namespace fs = std::filesystem;
using testing::error_of;

constexpr std::time_t moment = 1795433400;  // 2026-11-23T11:30:00Z

Script script(const std::string& message) {
  Script made;
  made.revision = "3f2a9c1b7d04";
  made.message = message;
  return made;
}

TEST(ScriptTime, InItsZone) {
  EXPECT_EQ(script_time("UTC", moment).created, "2026-11-23T11:30:00Z");
  EXPECT_EQ(script_time("utc", moment).created, "2026-11-23T11:30:00Z");
  EXPECT_NE(error_of([] { script_time("Nowhere/At_all", moment); }).find("no such time zone"),
            std::string::npos);
  EXPECT_NE(error_of([] { script_time("../../etc/passwd", moment); }).find("no such time zone"),
            std::string::npos);
  if (!fs::exists("/usr/share/zoneinfo/Asia/Kolkata")) GTEST_SKIP() << "no zones on this system";
  EXPECT_EQ(script_time("Asia/Kolkata", moment).created, "2026-11-23T17:00:00+05:30");
  EXPECT_EQ(script_time("America/New_York", moment).created, "2026-11-23T06:30:00-05:00");
}

TEST(ScriptTime, SortsByTheInstant) {
  using detail::instant;
  EXPECT_EQ(instant("2026-11-23T17:00:00+05:30"), instant("2026-11-23T11:30:00Z"));
  EXPECT_EQ(instant("2026-11-23T11:30:00Z").first, moment);
  EXPECT_LT(instant("2026-11-23T11:30:00Z"), instant("2026-11-23T11:30:00.25Z"));
  EXPECT_LT(instant("2026-11-23T12:30:00+02:00"), instant("2026-11-23T11:30:00+00:00"));
  EXPECT_LT(instant(""), instant("1970-01-01T00:00:00Z"));
  EXPECT_LT(instant("nonsense"), instant("0001-01-01T00:00:00Z"));
}

TEST(ScriptName, ByTheTemplate) {
  const ScriptTime time = script_time("UTC", moment);
  Config config{.file = "migrate.toml"};
  EXPECT_EQ(script_file_name(script("Create artists!"), config, time),
            "3f2a9c1b7d04_create_artists.toml");
  EXPECT_EQ(script_file_name(script(""), config, time), "3f2a9c1b7d04.toml");
  EXPECT_EQ(script_file_name(script("x"), config, time, true), "3f2a9c1b7d04_x.sql");
  config.file_template = "{year}{month}{day}_{hour}{minute}{second}_{epoch}_{slug}";
  config.truncate_slug_length = 7;
  EXPECT_EQ(script_file_name(script("create artists"), config, time),
            "20261123_113000_1795433400_create.toml");
  config.file_template = "{rev}_{author}";
  EXPECT_NE(error_of([&] { script_file_name(script("x"), config, time); }).find("{author}"),
            std::string::npos);
  config.file_template = "{year}/{rev}";
  EXPECT_NE(error_of([&] {
              script_file_name(script("x"), config, time);
            }).find("recursive_version_locations"),
            std::string::npos);
  config.recursive_version_locations = true;
  EXPECT_EQ(script_file_name(script("x"), config, time), "2026/3f2a9c1b7d04.toml");
}

TEST(ScriptName, NoneThatIsNotReadAgain) {
  const ScriptTime time = script_time("UTC", moment);
  Config config{.file = "migrate.toml", .recursive_version_locations = true};
  for (const char* file_template :
       {"{slug}", ".{rev}", "../{rev}", "/tmp/{rev}", "{year}/{slug}"}) {
    config.file_template = file_template;
    EXPECT_NE(error_of([&] { script_file_name(script("..."), config, time); }).find("is not read"),
              std::string::npos)
        << file_template;
  }
  config.file_template = "./{rev}";
  EXPECT_EQ(script_file_name(script("x"), config, time), "3f2a9c1b7d04.toml");
}

TEST(ScriptFolder, FollowsTheParent) {
  const Config one{.file = "migrate.toml", .version_locations = {"migrations"}};
  const Config two{.file = "migrate.toml", .version_locations = {"a", "b"}};
  Revision parent;
  parent.path = "b/x.toml";
  EXPECT_EQ(script_folder(one, {}, ""), "migrations");
  EXPECT_EQ(script_folder(two, {&parent}, ""), "b");
  EXPECT_EQ(script_folder(two, {&parent}, "a"), "a");
  EXPECT_NE(error_of([&] { script_folder(two, {}, ""); }).find("--version-path: a, b"),
            std::string::npos);
  EXPECT_NE(error_of([&] { script_folder(two, {}, "c"); }).find("which are a, b"),
            std::string::npos);
}

class Hooks : public ::testing::Test {
 protected:
  Hooks() {
    std::string pattern = (fs::temp_directory_path() / "retort-hooks-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    std::ofstream(folder / "script.toml") << "x";
  }
  ~Hooks() override { fs::remove_all(folder); }

  void run(const std::vector<PostWriteHook>& hooks) {
    run_post_write_hooks({.post_write_hooks = hooks}, folder / "script.toml", false);
  }

  fs::path folder;
};

TEST_F(Hooks, RunWithoutAShell) {
  run({{.name = "copy", .executable = "cp", .options = "{file} $HOME;x", .cwd = folder}});
  EXPECT_TRUE(fs::exists(folder / "$HOME;x"));
  run({{.name = "remove", .executable = "rm", .options = "", .cwd = folder}});
  EXPECT_FALSE(fs::exists(folder / "script.toml"));
}

TEST_F(Hooks, AFailureNamesTheHookAndLeavesTheScript) {
  const std::string failed =
      error_of([&] { run({{.name = "no", .executable = "false", .cwd = folder}}); });
  EXPECT_NE(failed.find("\"no\" (false in "), std::string::npos) << failed;
  EXPECT_NE(failed.find("exit status 1; the script was written and stays"), std::string::npos)
      << failed;
  const std::string missing =
      error_of([&] { run({{.name = "gone", .executable = "./no-such", .cwd = folder}}); });
  EXPECT_NE(missing.find("No such file"), std::string::npos) << missing;
  EXPECT_TRUE(fs::exists(folder / "script.toml"));
}

}  // namespace
}  // namespace retort::migrate
