#include <retort/migrate/lifecycle.h>

namespace retort::migrate {

Lifecycle with(const Lifecycle& lifecycle, const RunContext& context) {
  return {.before_run = lifecycle.before_run.with(context),
          .after_run = lifecycle.after_run.with(context),
          .before_revision = lifecycle.before_revision.with(context),
          .after_revision = lifecycle.after_revision.with(context),
          .committed = lifecycle.committed.with(context),
          .statements = {.before = lifecycle.statements.before.with(context),
                         .after = lifecycle.statements.after.with(context)}};
}

Functions with(const Functions& functions, const RunContext& context) {
  Functions result;
  for (const auto& [name, function] : functions) result.emplace(name, function.with(context));
  return result;
}

}  // namespace retort::migrate
