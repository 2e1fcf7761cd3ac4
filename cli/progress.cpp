#include <retort/cli/detail/progress.h>

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace retort::cli::detail {

std::unique_ptr<migrate::Progress> show_progress(migrate::Lifecycle& lifecycle) {
  const char* terminal = std::getenv("TERM");
  // A dumb terminal cannot take a line back.
  if (::isatty(STDERR_FILENO) == 0 || terminal == nullptr || std::string_view(terminal) == "dumb")
    return nullptr;
  auto progress = std::make_unique<migrate::Progress>([](const std::string& line) {
    // Longer than a line, it would stay behind.
    std::cerr << '\r' << line.substr(0, 100) << "\033[K" << std::flush;
  });
  progress->watch(lifecycle);
  return progress;
}

}  // namespace retort::cli::detail
