// What `revision --autogenerate` and `check` have in common: which corners are compared, and what is
// looked at.

#pragma once

#include <string>

#include <retort/cli/detail/context.h>
#include <retort/migrate/autogenerate.h>

namespace retort::cli::detail {

struct CompareWords {
  bool own_all = false;
  /// "database" or "history"; empty for the former.
  std::string against{};
};

/// From the command line and the configuration. Throws UsageError for another word.
migrate::CompareOptions compare_options(Context& context, const CompareWords& words);

}  // namespace retort::cli::detail
