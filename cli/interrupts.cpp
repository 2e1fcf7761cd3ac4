#include <retort/cli/detail/interrupts.h>

#include <signal.h>

#include <atomic>
#include <utility>

namespace retort::cli::detail {

namespace {

std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal's handler sets it");

struct Replaced {
  int signal;
  struct sigaction before {};
  bool is_ours = false;
};
Replaced replaced[] = {{SIGINT}, {SIGTERM}};

// Reset by the system when it is called: the next signal kills. One that is ignored stays so.
void listen() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (Replaced& one : replaced) {
    ::sigaction(one.signal, nullptr, &one.before);
    one.is_ours = one.before.sa_handler != SIG_IGN;
    if (one.is_ours) ::sigaction(one.signal, &action, nullptr);
  }
}

void put_back() {
  for (Replaced& one : replaced)
    if (std::exchange(one.is_ours, false)) ::sigaction(one.signal, &one.before, nullptr);
}

}  // namespace

Interrupts::Interrupts(migrate::RunOptions& options) {
  stop = false;
  options.stop = &stop;
  options.lifecycle.before_run = [](engine::Connection&, const std::vector<migrate::Move>&) {
    listen();
  };
}

Interrupts::~Interrupts() { put_back(); }

}  // namespace retort::cli::detail
