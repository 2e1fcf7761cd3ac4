// Runs something in a child process and returns what it wrote.

#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace retort::migrate::detail {

struct ChildResult {
  std::string output{};
  /// Empty when the child ended with status 0; else "exit status 3", "signal 11 (Segmentation fault)".
  std::string failure{};
};

/// What is read before a child is taken for one that never ends.
constexpr std::size_t most_output = std::size_t{64} << 20;

/// Runs `/bin/sh -c COMMAND` in a folder and collects its standard output; standard error stays the
/// caller's. It is over when the shell has ended: what the shell leaves running in the background is
/// not waited for.
ChildResult run_command(const std::string& command, const std::filesystem::path& folder);

/// Forks and collects what `body` returns. An exception's text comes back as `failure`, and so does
/// the end of the process inside `body`, whatever its exit status.
ChildResult run_in_child(const std::function<std::string()>& body);

}  // namespace retort::migrate::detail
