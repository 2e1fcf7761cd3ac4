#include <retort/orm/detail/table_updates.h>

#include <algorithm>
#include <variant>

#include <retort/engine/transaction.h>
#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

Cursor run(SessionCore& session, const Update& update) {
  auto prepared = new_shared<const Prepared>(Prepared{
      LoadPlan(update.returning), render(update, session.dialect(), session.criteria().get())});
  return Cursor(session, std::move(prepared), std::vector<engine::Value>{});
}

bool is_value(const NodePtr& node) {
  return std::holds_alternative<ValueNode>(node->kind) ||
         std::holds_alternative<NullNode>(node->kind);
}

}  // namespace

std::vector<Update> updates_by_table(const Update& said) {
  const auto& mapper = *said.target.mapper;
  const auto home = [&](const Assignment& each) { return mapper.find_column(each.column)->home; };
  const auto whole = std::get<Update>(completed(said));
  const auto* own = home(whole.set.front());
  // What is calculated would see what the updates before it have written.
  const bool in_turn = std::ranges::all_of(
      said.set, [&](const auto& each) { return home(each) == own || is_value(each.value); });
  if (!in_turn) return {whole};
  std::vector<Update> updates;
  for (const auto& each : whole.set) {
    auto update = std::ranges::find(updates, home(each),
                                    [&](const auto& other) { return home(other.set.front()); });
    if (update == updates.end()) {
      updates.push_back(updates.empty() ? whole : Update{.target = whole.target});
      update = updates.end() - 1;
      update->set.clear();
    }
    update->set.push_back(each);
  }
  return updates;
}

std::int64_t run_by_table(SessionCore& session, std::vector<Update> updates) {
  auto& own = updates.front();
  const auto& mapper = *own.target.mapper;
  // What the first one changes may be what its condition asks about, so that the others go by key.
  // Each table has the key's columns, and RETURNING is about the one that is written.
  for (const auto* key : mapper.key)
    own.returning.push_back({.expression = make_text(session.dialect().quote(key->name))});
  engine::Savepoint all_or_none(session.connection());
  std::vector<KeyValues> keys;
  for (auto rows = run(session, own); rows.next();) {
    auto& key = keys.emplace_back();
    for (std::size_t i = 0; i < mapper.key.size(); ++i)
      key.push_back(rows.row().value(static_cast<int>(i)));
  }
  for (auto update = updates.begin() + 1; update != updates.end(); ++update) {
    update->criteria = without_criteria(own.criteria);
    for_each_batch(keys, [&](std::span<const KeyValues> batch) {
      update->where = in(mapper, mapper.key, batch);
      auto rows = run(session, *update);
      while (rows.next()) {
      }
    });
  }
  all_or_none.release();
  return static_cast<std::int64_t>(keys.size());
}

}  // namespace retort::orm::detail
