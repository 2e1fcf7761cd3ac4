// docs/configuration.md has every key of migrate.toml. The keys are those that the reader asks for.

#include <gtest/gtest.h>

#include <test_paths.h>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "cli/command_line.h"

namespace retort::migrate {
namespace {

std::set<std::string> keys_that_are_read() {
  std::set<std::string> keys;
  const std::filesystem::path folder = std::filesystem::path(RETORT_SOURCE_DIR) / "migrate";
  const std::regex read(
      R"re((?:read_\w+\(\s*\w+,|\.(?:find|text|text_or_empty|texts|flag|list)\()\s*"([a-z_]+)")re");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("config") || !name.ends_with(".cpp")) continue;
    const std::string text = tests::read_file(entry.path());
    for (std::sregex_iterator match(text.begin(), text.end(), read), end; match != end; ++match)
      keys.insert((*match)[1]);
  }
  return keys;
}

TEST(ConfigurationPage, HasEveryKey) {
  const std::string page =
      tests::read_file(std::filesystem::path(RETORT_SOURCE_DIR) / "docs/configuration.md");
  const std::set<std::string> keys = keys_that_are_read();
  EXPECT_GT(keys.size(), 18u);
  const auto says = [&](const std::string& text) { return page.find(text) != std::string::npos; };
  for (const std::string& key : keys)
    EXPECT_TRUE(says("`" + key + "`") || says("[" + key + "]")) << key << " is missing";
}

}  // namespace
}  // namespace retort::migrate
