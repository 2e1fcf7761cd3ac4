// Runs a command and tells what it took, as the last line of standard error: CPU seconds and peak KiB of it
// and its children. `child COMMAND...`. A process of its own, since Linux counts the memory of the process that
// starts another as the other's own.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int, char** arguments) {
  const pid_t child = ::vfork();
  if (child == 0) {
    ::execvp(arguments[1], arguments + 1);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child) return 126;
  std::fprintf(stderr, "\n%.6f %ld\n", seconds(usage.ru_utime) + seconds(usage.ru_stime),
               usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
