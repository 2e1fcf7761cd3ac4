// Runs something in a child process and returns what it wrote.

#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace retort::migrate::detail {

struct ChildResult {
  std::string output{};
  /// Empty when the child ended with status 0; else "exit status 3", "signal 11 (Segmentation fault)".
  std::string failure{};
};

/// Runs `/bin/sh -c COMMAND` in a folder and collects its standard output; standard error stays the
/// caller's.
ChildResult run_command(const std::string& command, const std::filesystem::path& folder);

/// Forks and collects what `body` returns. An exception's text comes back as `failure`.
ChildResult run_in_child(const std::function<std::string()>& body);

}  // namespace retort::migrate::detail
