#include <retort/cli/detail/progress.h>

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <thread>

namespace retort::cli::detail {

namespace {

// A dumb terminal cannot take a line back.
bool has_line() {
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

// Longer than a line, it would stay behind.
void show(const std::string& line) {
  std::cerr << '\r' << line.substr(0, 100) << "\033[K" << std::flush;
}

std::string text_of(const migrate::OnlineProgress& progress) {
  using Phase = migrate::OnlineProgress::Phase;
  std::string what = "copied";
  if (progress.phase == Phase::compare) what = "compared";
  if (progress.phase == Phase::clear) what = "cleared away";
  return progress.table + " online: " + std::to_string(progress.rows) + " rows " + what;
}

}  // namespace

migrate::OnlineOptions online_options() {
  migrate::OnlineOptions options;
  if (!has_line()) return options;
  options.between = [](const migrate::OnlineProgress& progress) {
    show(text_of(progress));
    std::this_thread::sleep_for(progress.took);
    show("");
  };
  return options;
}

std::unique_ptr<migrate::Progress> show_progress(migrate::Lifecycle& lifecycle) {
  if (!has_line()) return nullptr;
  auto progress = std::make_unique<migrate::Progress>(show);
  progress->watch(lifecycle);
  return progress;
}

}  // namespace retort::cli::detail
