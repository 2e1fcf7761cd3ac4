// Columns that are set to SQL expressions.

#include <algorithm>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/object/snapshot.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

void SessionCore::set(Instance& instance, std::vector<Assignment> assignments) {
  if (options_.read_only) throw SessionError("set: this session is read_only");
  flush(true);
  if (instance.state != State::persistent)
    throw SessionError("set: the object is no row of this session");
  if (instance.expired) refresh(instance);
  const auto& mapper = instance.mapper;
  const Source target{&mapper};
  std::vector<const MappedColumn*> changed;
  for (const auto& column : mapper.columns) {
    const auto said = std::ranges::find(assignments, column.name, &Assignment::column);
    if (said == assignments.end() && column.version) {
      auto next = make_binary(Operator::add, make_column(target, column.name),
                              make_named_value(std::int64_t{1}, column.name));
      assignments.push_back({column.name, std::move(next)});
    } else if (said == assignments.end() && column.make_update) {
      assignments.push_back({column.name, make_named_value(column.make_update(), column.name)});
    } else if (said == assignments.end() && !(column.computed && column.property.empty())) {
      continue;
    }
    changed.push_back(&column);
  }
  std::vector<SelectItem> returned;
  for (const auto* column : changed)
    returned.push_back({.expression = make_column(target, column->name)});
  const Update update{.target = target,
                      .set = std::move(assignments),
                      .where = equals(mapper, mapper.key, instance.identity.values(), false),
                      .returning = returned,
                      .criteria = for_known_rows(nullptr, target)};
  Cursor cursor(*this,
                new_shared<const Prepared>(Prepared{LoadPlan(std::move(returned)),
                                                    render(update, dialect(), criteria().get())}),
                std::vector<engine::Value>{});
  if (!cursor.next())
    throw StaleObjectError("UPDATE of " + std::string(mapper.name) + " " +
                           engine::to_text(instance.identity.values()) +
                           " met no row: it was deleted by someone else");
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const auto& column = *changed[i];
    cursor.read_value(i, column.codec->read, column.in(instance.entity()));
  }
  remember(instance, set_of(mapper, changed));
  journal_.updated(instance, {});
}

}  // namespace retort::orm::detail
