#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>

#include <retort/migrate/detail/child_process.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

constexpr int child_threw = 113;

// Written behind what the body returned. Without it the body did not return: exit(0) looks like
// success from outside.
constexpr char end_mark = '\0';

void write_all(int file, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t n = ::write(file, text.data() + written, text.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    written += static_cast<std::size_t>(n);
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

// A child that has ended may have left processes behind which hold the pipe open, so that its end
// never comes. So it is not the end of the pipe that counts but the end of the child.
class Reader {
 public:
  Reader(int file, pid_t process) : file_(file), process_(process) {}

  ChildResult read() && {
    constexpr int moment_in_ms = 20;
    pollfd output{.fd = file_, .events = POLLIN, .revents = 0};
    while (!has_ended_) {
      const int ready = ::poll(&output, 1, moment_in_ms);
      note_end(::waitpid(process_, &status_, WNOHANG));
      if (has_ended_) {
        take_rest();
      } else if (ready > 0 && !take(buffer_.size())) {
        wait();
      }
      if (result_.output.size() > most_output) return give_up();
    }
    result_.failure = is_lost_ ? "nobody knows its exit status, since this program ignores SIGCHLD"
                               : describe(status_);
    return std::move(result_);
  }

 private:
  // The system forgets a child's status where its parent ignores SIGCHLD.
  void note_end(pid_t waited) {
    if (waited < 0 && errno == EINTR) return;
    has_ended_ = waited != 0;
    is_lost_ = waited < 0;
  }

  // False at the end.
  bool take(std::size_t most) {
    const ssize_t n = ::read(file_, buffer_.data(), std::min(most, buffer_.size()));
    if (n < 0) return errno == EINTR;
    result_.output.append(buffer_.data(), static_cast<std::size_t>(n));
    return n > 0;
  }

  // What is in the pipe now; whatever comes later is not the child's.
  void take_rest() {
    int left = 0;
    if (::ioctl(file_, FIONREAD, &left) != 0 || left < 0) return;
    const std::size_t all = result_.output.size() + static_cast<std::size_t>(left);
    while (result_.output.size() < all && take(all - result_.output.size())) {
    }
  }

  void wait() {
    while (!has_ended_) note_end(::waitpid(process_, &status_, 0));
  }

  ChildResult give_up() {
    if (!has_ended_) ::kill(process_, SIGKILL);
    wait();
    return {.failure = "it wrote more than " + std::to_string(most_output >> 20) + " MiB"};
  }

  int file_;
  pid_t process_;
  int status_ = 0;
  bool has_ended_ = false;
  bool is_lost_ = false;
  std::array<char, 65536> buffer_{};
  ChildResult result_{};
};

// `child` runs in the new process with the writing end of a pipe and never returns.
ChildResult fork_and_read(const std::function<void(int)>& child) {
  std::array<int, 2> pipe{};
  // What waits in a buffer would be written by both, should the child call exit.
  std::fflush(nullptr);
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
  ChildResult result = Reader(pipe[0], process).read();
  ::close(pipe[0]);
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
      write_all(output, body() + end_mark);
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
  if (!result.failure.empty()) return result;
  if (!result.output.ends_with(end_mark))
    return {.failure = "it ended the process (exit status 0)"};
  result.output.pop_back();
  return result;
}

}  // namespace retort::migrate::detail
