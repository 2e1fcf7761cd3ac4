// Asking how a query would be run.

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/query/query_plan.h>

#include <map>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/query/query_base.h>

namespace retort::orm {

std::string QueryPlan::text() const {
  std::string text;
  for (const auto& step : steps)
    text += std::string(static_cast<std::size_t>(step.depth) * 2, ' ') + step.detail + '\n';
  return text;
}

namespace detail {

QueryPlan QueryBase::explain() const {
  const auto owner = session();
  const auto form = owner->dialect().explain_form();
  auto sql = prepare(*select_, owner->dialect(), owner->criteria().get()).sql;
  sql.text.insert(0, form.before);
  sql.list = {};
  // The rows are steps, whatever objects the query would give.
  auto cursor = run(
      new_shared<const Prepared>(Prepared{LoadPlan(std::vector<SelectItem>(1)), std::move(sql)}));
  QueryPlan plan;
  std::map<std::int64_t, int> depths;
  while (cursor.next()) {
    const auto& row = cursor.row();
    QueryPlan::Step step{0, std::string(row.text(form.detail))};
    if (form.id >= 0) {
      const auto parent = depths.find(row.int64(form.parent));
      step.depth = parent == depths.end() ? 0 : parent->second + 1;
      depths[row.int64(form.id)] = step.depth;
    }
    plan.steps.push_back(std::move(step));
  }
  return plan;
}

}  // namespace detail
}  // namespace retort::orm
