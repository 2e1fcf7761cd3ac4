// Post-write hooks: started without a shell, so that a name of a file is never more than a name.

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>

#include <retort/migrate/error.h>
#include <retort/migrate/new_script.h>

namespace retort::migrate {

namespace {

constexpr std::string_view file_token = "{file}";

std::vector<std::string> arguments(const PostWriteHook& hook, const std::string& file) {
  std::vector<std::string> words = {hook.executable};
  bool named = false;
  std::istringstream options(hook.options);
  for (std::string word; options >> word;) {
    for (std::size_t at = 0; (at = word.find(file_token, at)) != word.npos; at += file.size()) {
      word.replace(at, file_token.size(), file);
      named = true;
    }
    words.push_back(word);
  }
  if (!named) words.insert(words.begin() + 1, file);
  return words;
}

// The exit status of the program, or the reason why there is none.
std::string run(const PostWriteHook& hook, std::vector<std::string> words, bool quiet) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, hook.cwd.empty() ? "." : hook.cwd.c_str());
  if (quiet) ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return std::strerror(error);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return std::string("signal ") + ::strsignal(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return code == 0 ? "" : "exit status " + std::to_string(code);
}

}  // namespace

void run_post_write_hooks(const Config& config, const std::filesystem::path& script, bool quiet) {
  const std::string file = std::filesystem::absolute(script).string();
  for (const PostWriteHook& hook : config.post_write_hooks) {
    const std::string failure = run(hook, arguments(hook, file), quiet);
    if (!failure.empty())
      throw MigrateError("the post-write hook \"" + hook.name + "\" (" + hook.executable + " in " +
                         hook.cwd.string() + ") failed on " + script.string() + ": " + failure +
                         "; the script was written and stays");
  }
}

}  // namespace retort::migrate
