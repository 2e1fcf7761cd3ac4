// Completion scripts and man pages: written from the command line itself, so everything is in them.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> result;
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

std::set<std::string> options_in(const std::string& help) {
  const std::regex option(R"((--[a-z][a-z-]*))");
  std::set<std::string> found;
  for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match)
    found.insert((*match)[1]);
  return found;
}

class Completion : public ::testing::Test {
 protected:
  Folder folder;

  bool has(const std::string& program) {
    return folder.run("command -v " + program + " >/dev/null").status == 0;
  }
  // The commands of --help, as a person sees them.
  std::vector<std::string> commands() {
    const std::string help = folder.run("migrate --help").out;
    std::vector<std::string> names;
    for (const std::string& line : lines_of(help.substr(help.find("Subcommands:"))))
      if (line.starts_with("  ") && line.size() > 2 && line[2] != ' ')
        names.push_back(line.substr(2, line.find(' ', 2) - 2));
    return names;
  }
  static std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> result;
    for (std::string line; std::getline(stream, line);) result.push_back(line);
    return result;
  }
  // What bash offers for the last of the words.
  std::vector<std::string> offered(const std::string& typed) {
    write_file(folder / "try.bash", "source <(migrate completion bash)\nCOMP_WORDS=(" + typed +
                                        ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_migrate\n"
                                        "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    const Outcome outcome =
        folder.run(std::string("PATH=$(dirname '") + RETORT_MIGRATE + "'):$PATH bash try.bash");
    EXPECT_EQ(outcome.err, "");
    return words(outcome.out);
  }
};

using Words = std::vector<std::string>;

TEST_F(Completion, BashCompletesCommands) {
  EXPECT_EQ(offered("migrate upg"), Words{"upgrade"});
  EXPECT_EQ(offered("migrate -c other.toml ensure"), Words{"ensure_version"});
  const Words all = offered("migrate ''");
  for (const std::string& command : commands())
    EXPECT_NE(std::ranges::find(all, command), all.end()) << command;
}

TEST_F(Completion, BashCompletesOptions) {
  EXPECT_EQ(offered("migrate upgrade --lock"), Words{"--lock-timeout"});
  EXPECT_EQ(offered("migrate upgrade head --allow"), Words{"--allow-destructive"});
  EXPECT_EQ(offered("migrate history --mod"), Words{"--models"});
  EXPECT_EQ(offered("migrate current --lock"), Words{});
}

TEST_F(Completion, BashCompletesRevisionsAndEnvironments) {
  ASSERT_EQ(folder
                .run("migrate init --url sqlite:///a.db && migrate revision --rev-id abc1 "
                     "--branch-label music -m x")
                .status,
            0);
  write_file(folder / "migrate.toml",
             read_file(folder / "migrate.toml") +
                 "\n[environments.test]\nurl = \"sqlite:///${NOT_SET}.db\"\n[environments.live]\n");
  EXPECT_EQ(offered("migrate upgrade ab"), Words{"abc1"});
  EXPECT_EQ(offered("migrate show mu"), Words{"music"});
  EXPECT_EQ(offered("migrate downgrade ba"), Words{"base"});
  EXPECT_EQ(offered("migrate revision --head ab"), Words{"abc1"});
  EXPECT_EQ(offered("migrate history -r base : ab"), Words{"abc1"});
  EXPECT_EQ(offered("migrate -n te"), Words{"test"});
  EXPECT_EQ(offered("migrate upgrade --name ''"), (Words{"test", "live"}));
  fs::rename(folder / "migrate.toml", folder / "other.toml");
  EXPECT_EQ(offered("migrate upgrade ab"), Words{});
  EXPECT_EQ(offered("migrate --config other.toml upgrade ab"), Words{"abc1"});
  EXPECT_FALSE(fs::exists(folder / "a.db"));
}

TEST_F(Completion, BashCompletesWordsThatAreKnown) {
  EXPECT_EQ(offered("migrate import --from go"), (Words{"goose", "golang-migrate"}));
  EXPECT_EQ(offered("migrate init -t mul"), Words{"multidb"});
  EXPECT_EQ(offered("migrate completion z"), Words{"zsh"});
}

TEST_F(Completion, EveryOptionIsEverywhere) {
  const std::string bash = folder.run("migrate completion bash").out;
  const std::string zsh = folder.run("migrate completion zsh").out;
  const std::string fish = folder.run("migrate completion fish").out;
  ASSERT_GT(commands().size(), 15u);
  for (const std::string& command : commands()) {
    const std::string page = folder.run("migrate man " + command).out;
    EXPECT_NE(bash.find("    " + command + ")\n"), std::string::npos) << command;
    EXPECT_NE(zsh.find("        " + command + ") _arguments"), std::string::npos) << command;
    EXPECT_NE(fish.find(" -a " + command + " "), std::string::npos) << command;
    for (const std::string& option : options_in(folder.run("migrate " + command + " --help").out)) {
      const std::string in_roff = std::regex_replace(option, std::regex("-"), "\\-");
      EXPECT_NE(page.find(in_roff), std::string::npos) << command << " " << option;
      EXPECT_NE(bash.find(option), std::string::npos) << command << " " << option;
      EXPECT_NE(zsh.find("'" + option + "["), std::string::npos) << command << " " << option;
      EXPECT_NE(fish.find(" -l " + option.substr(2) + " "), std::string::npos)
          << command << " " << option;
    }
  }
}

TEST_F(Completion, ScriptsAreSound) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    if (!has(shell)) continue;
    EXPECT_EQ(
        folder.run("migrate completion " + shell + " -o script && " + shell + " -n script").err,
        "");
  }
  const Outcome outcome = folder.run("migrate completion csh");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("no completion for \"csh\""), std::string::npos);
}

TEST_F(Completion, ManPagesAreSound) {
  ASSERT_EQ(folder.run("migrate man -o pages").status, 0);
  EXPECT_EQ(static_cast<std::size_t>(
                std::distance(fs::directory_iterator(folder / "pages"), fs::directory_iterator())),
            commands().size() + 1);
  const std::string page = folder.run("migrate man upgrade").out;
  EXPECT_EQ(page, read_file(folder / "pages/migrate-upgrade.1"));
  EXPECT_NE(page.find(".TH MIGRATE\\-UPGRADE 1"), std::string::npos);
  EXPECT_EQ(folder.run("migrate man nosuch").status, 2);
  if (!has("groff")) GTEST_SKIP() << "no groff";
  const Outcome checked = folder.run("for f in pages/*; do groff -man -ww -b -z $f; done");
  EXPECT_EQ(checked.err, "");
  const Outcome shown = folder.run("groff -man -Tutf8 -P-c -P-b -P-u pages/migrate-upgrade.1");
  EXPECT_NE(shown.out.find("migrate upgrade [OPTION...] REVISION"), std::string::npos) << shown.out;
}

}  // namespace
}  // namespace retort::tests
