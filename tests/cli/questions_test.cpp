// Questions on a terminal: the command runs behind a pseudo terminal, and answers are typed.

#include <gtest/gtest.h>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <retort/engine/engine.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

/// A shell command that believes to talk to a person.
class Terminal {
 public:
  Terminal(const fs::path& folder, const std::string& command) {
    process_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
    if (process_ != 0) return;
    const std::string line = "cd '" + folder.string() + "' && exec '" RETORT_MIGRATE "' " + command;
    ::execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ~Terminal() { ::close(terminal_); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Reads until the text has come, or the output ends.
  bool expect(const std::string& text) {
    std::size_t found;
    while ((found = output_.find(text, read_)) == std::string::npos)
      if (!read()) return false;
    read_ = found + text.size();
    return true;
  }

  void type(const std::string& line) {
    const std::string typed = line + '\n';
    ASSERT_EQ(::write(terminal_, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
  }

  /// Waits for the end and gives the exit status.
  int finish() {
    while (read()) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  const std::string& output() const { return output_; }

 private:
  bool read() {
    std::array<char, 4096> buffer;
    const ssize_t count = ::read(terminal_, buffer.data(), buffer.size());
    if (count > 0) output_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  int terminal_ = -1;
  pid_t process_ = -1;
  std::string output_;
  std::size_t read_ = 0;
};

class Questions : public testing::Test {
 protected:
  void SetUp() override {
    write_file(folder / "models.sql", "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a TEXT)");
    const Outcome made = folder.run(
        "migrate init --url sqlite:///a.db --models models.sql &&"
        "migrate revision --autogenerate && migrate upgrade head");
    ASSERT_EQ(made.status, 0) << made.err;
    engine::Engine("sqlite:///" + (folder / "a.db").string())
        .connect()
        .execute_script("INSERT INTO t VALUES (1, 'x')");
  }

  void models(const std::string& columns) {
    write_file(folder / "models.sql",
               "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, " + columns + ")");
  }

  std::string script() { return read_file(folder / "migrations/new.toml"); }

  Folder folder;
};

const std::string command = "revision --autogenerate --rev-id new";

TEST_F(Questions, YesIsARename) {
  models("b TEXT");
  Terminal terminal(folder.path(), command);
  ASSERT_TRUE(terminal.expect("Was column t.a renamed to b?")) << terminal.output();
  terminal.type("perhaps");
  ASSERT_TRUE(terminal.expect("Was column t.a renamed to b?")) << "asked again";
  terminal.type("y");
  EXPECT_EQ(terminal.finish(), 0) << terminal.output();
  EXPECT_NE(script().find("new_name = \"b\""), std::string::npos) << script();
}

TEST_F(Questions, NoIsADropAndTheNextLikelyOneIsAskedAbout) {
  models("b TEXT, c TEXT");
  Terminal terminal(folder.path(), command);
  ASSERT_TRUE(terminal.expect("renamed to b?")) << terminal.output();
  terminal.type("n");
  ASSERT_TRUE(terminal.expect("renamed to c?")) << terminal.output();
  terminal.type("n");
  EXPECT_EQ(terminal.finish(), 0) << terminal.output();
  EXPECT_NE(script().find("op = \"drop_column\""), std::string::npos) << script();
}

TEST_F(Questions, AFillIsAskedFor) {
  models("a TEXT, n INT NOT NULL");
  Terminal terminal(folder.path(), command);
  ASSERT_TRUE(terminal.expect("Column t.n is NOT NULL")) << terminal.output();
  terminal.type("");
  ASSERT_TRUE(terminal.expect("Column t.n is NOT NULL")) << "asked again";
  terminal.type("id * 2");
  EXPECT_EQ(terminal.finish(), 0) << terminal.output();
  EXPECT_NE(script().find("fill = \"id * 2\""), std::string::npos) << script();
}

TEST_F(Questions, TheEndOfTheInputIsNoAnswer) {
  models("b TEXT");
  Terminal terminal(folder.path(), command);
  ASSERT_TRUE(terminal.expect("renamed to b?")) << terminal.output();
  terminal.type("\x04");
  EXPECT_EQ(terminal.finish(), 5) << terminal.output();
  EXPECT_FALSE(fs::exists(folder / "migrations/new.toml"));
}

TEST_F(Questions, NothingIsAskedWhereTheOutputIsNoTerminal) {
  models("b TEXT");
  Terminal terminal(folder.path(), command + " | cat; exit 0");
  terminal.finish();
  EXPECT_NE(terminal.output().find("--rename t.a:b"), std::string::npos) << terminal.output();
}

}  // namespace
}  // namespace retort::tests
