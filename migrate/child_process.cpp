#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>

#include <retort/migrate/detail/child_process.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

constexpr int child_threw = 113;

void write_all(int file, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t n = ::write(file, text.data() + written, text.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    written += static_cast<std::size_t>(n);
  }
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t n = ::read(file, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

std::string describe(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return "signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
  }
  const int code = WEXITSTATUS(status);
  return code == 0 ? "" : "exit status " + std::to_string(code);
}

// `child` runs in the new process with the writing end of a pipe and never returns.
ChildResult fork_and_read(const std::function<void(int)>& child) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0)
    throw MigrateError(std::string("cannot make a pipe: ") + std::strerror(errno));
  const pid_t process = ::fork();
  if (process < 0) {
    const int code = errno;
    ::close(pipe[0]);
    ::close(pipe[1]);
    throw MigrateError(std::string("cannot start a process: ") + std::strerror(code));
  }
  if (process == 0) {
    ::close(pipe[0]);
    child(pipe[1]);
    ::_exit(127);
  }
  ::close(pipe[1]);
  ChildResult result{.output = read_all(pipe[0])};
  ::close(pipe[0]);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  result.failure = describe(status);
  return result;
}

}  // namespace

ChildResult run_command(const std::string& command, const std::filesystem::path& folder) {
  return fork_and_read([&](int output) {
    ::dup2(output, STDOUT_FILENO);
    ::close(output);
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(127);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  });
}

ChildResult run_in_child(const std::function<std::string()>& body) {
  ChildResult result = fork_and_read([&](int output) {
    try {
      write_all(output, body());
    } catch (const std::exception& error) {
      write_all(output, error.what());
      ::_exit(child_threw);
    }
    ::_exit(0);
  });
  if (result.failure == "exit status " + std::to_string(child_threw)) {
    result.failure = result.output;
    result.output.clear();
  }
  return result;
}

}  // namespace retort::migrate::detail
