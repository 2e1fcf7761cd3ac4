// Writing a new revision: what `revision` and `merge` have in common.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <retort/cli/detail/context.h>

namespace retort::cli::detail {

struct NewScript {
  std::string message{};
  /// Empty: a random one.
  std::string revision{};
  std::vector<std::string> branch_labels{};
  std::vector<std::string> depends_on{};
  std::filesystem::path version_path{};
  bool sql = false;
  /// What a person should know of it, for the JSON document.
  std::vector<std::string> notices{};
  bool json = false;
};

/// Gives the script its header and its file, proves that it fits into the history, writes it, runs
/// the hooks and says what was written. Throws MigrateError; nothing is written then, except where a
/// hook fails.
void write_script(Context& context, migrate::Script script,
                  const std::vector<const migrate::Revision*>& parents, const NewScript& wanted);

}  // namespace retort::cli::detail
