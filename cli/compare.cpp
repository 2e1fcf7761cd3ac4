#include <retort/cli/detail/compare.h>

#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

migrate::CompareOptions compare_options(Context& context, const CompareWords& words) {
  if (!words.against.empty() && words.against != "database" && words.against != "history")
    throw UsageError("--against is `database` or `history`, and not `" + words.against + "`");
  const migrate::Config& config = context.config();
  return {.own_all = words.own_all || config.own_all,
          .owned = {},
          .filter = config.filter,
          .against_history = words.against == "history",
          .history_table = config.history_table};
}

}  // namespace retort::cli::detail
