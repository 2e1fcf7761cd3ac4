// `migrate edit`: opens scripts in an editor.

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <sstream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/named.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

using Words = std::vector<std::string>;

// An editor may be named with its options, as in EDITOR="code --wait".
Words words(const std::string& command) {
  Words result;
  std::istringstream stream(command);
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

std::vector<Words> editors() {
  std::vector<Words> found;
  for (const char* name : {"EDITOR", "VISUAL"})
    if (const char* value = std::getenv(name); value != nullptr && !words(value).empty())
      found.push_back(words(value));
  if (found.empty())
    for (const char* name : {"sensible-editor", "editor", "nano", "vim", "code"})
      found.push_back({name});
  return found;
}

// Whether there is such an editor; how it ended is in `status`.
bool run(Words command, int& status) {
  std::vector<char*> argv;
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t process = 0;
  if (::posix_spawnp(&process, argv[0], nullptr, nullptr, argv.data(), ::environ) != 0)
    return false;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return true;
}

int edit(Context& context, const std::vector<std::string>& identifiers) {
  context.require_script_folder();
  Words files;
  for (const migrate::Revision* revision : named(context, identifiers).revisions)
    files.push_back(revision->path.string());
  std::string tried;
  for (const Words& editor : editors()) {
    Words command = editor;
    command.insert(command.end(), files.begin(), files.end());
    int status = 0;
    if (run(std::move(command), status)) {
      if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return done;
      throw migrate::MigrateError("the editor " + editor.front() + " failed on " + files.front());
    }
    tried += (tried.empty() ? "" : ", ") + editor.front();
  }
  throw migrate::MigrateError("no editor could be started (tried " + tried +
                              "); name one in the environment variable EDITOR");
}

}  // namespace

void add_edit(CommandLine& line) {
  auto revisions = std::make_shared<std::vector<std::string>>();
  line.command("edit", "Open the script of a revision in an editor",
               [revisions](Context& context) { return edit(context, *revisions); })
      .arguments("revisions", *revisions, "An id, `head`, `heads`, `current`, ...");
}

}  // namespace retort::cli::detail
