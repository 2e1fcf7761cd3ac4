// WB: revisions that cannot be undone.

#include <algorithm>

#include <retort/migrate/detail/lint_rules.h>

namespace retort::migrate::detail {

namespace {

bool is_own(const Operation& operation) {
  return std::holds_alternative<Execute>(operation) || std::holds_alternative<Call>(operation);
}

}  // namespace

void lint_way_back(const LintScript& whole, const Report& report) {
  const Script& script = whole.script;
  if (script.upgrade.empty()) return;
  if (script.downgrade.empty())
    return report("WB101", script.revision, "it has no downgrade: what it does is not undone");
  if (std::ranges::any_of(script.upgrade, is_own) && std::ranges::none_of(script.downgrade, is_own))
    report("WB102", script.revision,
           "its upgrade runs SQL or functions of one's own, and its downgrade runs none");
}

}  // namespace retort::migrate::detail
