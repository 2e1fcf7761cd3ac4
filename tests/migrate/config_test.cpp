// migrate.toml: paths from its own folder, values from the environment, and mistakes with their
// line.

#include <retort/migrate/config.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <retort/migrate/error.h>

#include "engine/temporary_folder.h"

namespace retort::migrate {
namespace {

namespace fs = std::filesystem;

class ConfigTest : public ::testing::Test {
 protected:
  Config read(const std::string& text) {
    std::ofstream(file_) << text;
    return read_config(file_);
  }

  std::string refusal(const std::string& text) {
    try {
      read(text);
    } catch (const MigrateError& error) {
      const std::string message = error.what();
      const std::string place = file_.string() + ":";
      return message.starts_with(place) ? message.substr(place.size()) : message;
    }
    return "no error";
  }

  const tests::TemporaryFolder temporary_;
  const fs::path file_ = temporary_.file("migrate.toml");
  const fs::path folder_ = file_.parent_path();
};

TEST_F(ConfigTest, PathsStartAtItsFolder) {
  const Config config = read(
      "url = \"sqlite:///app.db\"\nmodels = \"schema.toml\"\nscript_location = \"versions\"\n"
      "version_table = \"versions\"");
  EXPECT_EQ(config.file, file_);
  EXPECT_EQ(config.url, "sqlite:///" + (folder_ / "app.db").string());
  EXPECT_EQ(config.models, "schema.toml");
  EXPECT_EQ(config.script_location, folder_ / "versions");
  EXPECT_EQ(config.version_table, "versions");
}

TEST_F(ConfigTest, EverythingMayBeLeftOut) {
  const Config config = read("");
  EXPECT_EQ(config.url, "");
  EXPECT_EQ(config.models, "");
  EXPECT_EQ(config.script_location, folder_ / "migrations");
  EXPECT_EQ(config.version_table, "migrate_version");
}

TEST_F(ConfigTest, WhatIsNoRelativePathStays) {
  EXPECT_EQ(read("url = \"sqlite:////srv/app.db\"").url, "sqlite:////srv/app.db");
  EXPECT_EQ(read("url = \"sqlite://\"").url, "sqlite://");
  EXPECT_EQ(read("url = \"sqlite:///:memory:\"").url, "sqlite:///:memory:");
  EXPECT_EQ(read("url = \"other://user:word@host/app\"").url, "other://user:word@host/app");
  EXPECT_EQ(read("script_location = \"/srv/versions\"").script_location, "/srv/versions");
  EXPECT_EQ(read("models = \"command: ./app --models\"").models, "command: ./app --models");
}

TEST_F(ConfigTest, OptionsOfTheUrlStay) {
  EXPECT_EQ(read("url = \"sqlite:///app.db?mode=ro\"").url,
            "sqlite:///" + (folder_ / "app.db").string() + "?mode=ro");
}

TEST_F(ConfigTest, ValuesFromTheEnvironment) {
  ::setenv("RETORT_TEST_NAME", "music", 1);
  ::unsetenv("RETORT_TEST_UNSET");
  EXPECT_EQ(read("url = \"sqlite:////srv/${RETORT_TEST_NAME}/${RETORT_TEST_NAME}.db\"").url,
            "sqlite:////srv/music/music.db");
  EXPECT_EQ(read("models = \"$5 and $RETORT_TEST_NAME\"").models, "$5 and $RETORT_TEST_NAME");
  EXPECT_EQ(refusal("\nurl = \"${RETORT_TEST_UNSET}\""),
            "2: the environment variable RETORT_TEST_UNSET is not set");
  EXPECT_EQ(refusal("models = \"${RETORT_TEST_NAME\""),
            "1: \"${\" without its \"}\" in \"${RETORT_TEST_NAME\"");
}

TEST_F(ConfigTest, ValuesFromTheCommandLine) {
  const std::string text =
      "url = \"sqlite:////srv/${x.tenant}.db\"\n[autogenerate]\nexclude = [\"${x.tenant}_*\"]";
  std::ofstream(file_) << text;
  const Config config = read_config(file_, {}, {{"tenant", "acme"}, {"unused", ""}});
  EXPECT_EQ(config.url, "sqlite:////srv/acme.db");
  EXPECT_EQ(config.filter.exclude, std::vector<std::string>{"acme_*"});
  EXPECT_EQ(refusal("\nurl = \"${x.tenant}\""),
            "2: ${x.tenant} has no value; give it with -x tenant=VALUE");
}

TEST_F(ConfigTest, AScriptInOverlappingFoldersIsOne) {
  fs::create_directories(folder_ / "m/in");
  std::ofstream(folder_ / "m/in/a.toml") << "revision = \"aaaa\"\n";
  const Config config =
      read("version_locations = [\"m\", \"m/in\", \"./m/\"]\nrecursive_version_locations = true\n");
  EXPECT_EQ(read_revisions(config).size(), 1u);
}

TEST_F(ConfigTest, LintAndBackup) {
  const Config config = read(
      "[lint]\noldest_version = \"3.35.1\"\nlevel = \"error\"\n[backup]\nfolder = "
      "\"/srv/copies\"\nkeep = 3\n");
  EXPECT_EQ(config.lint.oldest_version, "3.35.1");
  EXPECT_EQ(config.lint.level, "error");
  EXPECT_EQ(config.backup.folder, "/srv/copies");
  EXPECT_EQ(config.backup.keep, 3U);
  EXPECT_EQ(refusal("[lint]\nlevel = \"loud\""),
            "2: \"level\" cannot be \"loud\"; it is one of: error, warning, notice");
  EXPECT_EQ(refusal("[lint]\noldest_version = \"new\""),
            "2: \"new\" is no version, such as \"3.35\"");
  EXPECT_NE(refusal("[backup]\nkeep = -1"), "");
}

TEST_F(ConfigTest, Mistakes) {
  EXPECT_EQ(refusal("\nscript_locaton = \"x\""),
            "2: unknown key \"script_locaton\" in this configuration (did you mean "
            "\"script_location\"?)");
  EXPECT_EQ(refusal("url = 5"), "1: \"url\" has to be a string in quotes, and is an integer");
  EXPECT_EQ(refusal("version_table = \"\""), "1: \"version_table\" is empty");
  EXPECT_NE(refusal("history_table = \"MIGRATE_version\"").find("they are two tables"),
            std::string::npos);
  EXPECT_TRUE(refusal("url = \"app.db\"").starts_with("1: ")) << refusal("url = \"app.db\"");
  EXPECT_TRUE(refusal("url = ").starts_with("1: ")) << refusal("url = ");
}

TEST_F(ConfigTest, AMissingFileSaysHowToMakeOne) {
  try {
    read_config(file_);
    FAIL();
  } catch (const MigrateError& error) {
    EXPECT_EQ(std::string(error.what()),
              file_.string() +
                  ": there is no such configuration file; `migrate init` makes one, and "
                  "--config names another");
  }
}

TEST_F(ConfigTest, ANewOneReadsBack) {
  const Config config = read(new_config("sqlite:////srv/my \"app\".db", "models.so", "versions"));
  EXPECT_EQ(config.url, "sqlite:////srv/my \"app\".db");
  EXPECT_EQ(config.models, "models.so");
  EXPECT_EQ(config.script_location, folder_ / "versions");
  EXPECT_EQ(config.version_table, "migrate_version");
}

TEST_F(ConfigTest, WhatANewOneDoesNotKnowIsAComment) {
  const std::string text = new_config("", "", "migrations");
  EXPECT_NE(text.find("\n# url = \"sqlite:///app.db\"\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n# models = \"schema.toml\"\n"), std::string::npos) << text;
  EXPECT_EQ(read(text).url, "");
}

}  // namespace
}  // namespace retort::migrate
