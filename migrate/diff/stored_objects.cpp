// Views, triggers and virtual tables: the same, or dropped and created.

#include <algorithm>
#include <ranges>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

std::vector<std::string> old_names(const std::vector<Operation>& renames) {
  std::vector<std::string> names;
  for (const Operation& rename : renames) {
    if (const auto* table = std::get_if<RenameTable>(&rename)) names.push_back(table->table);
    if (const auto* column = std::get_if<AlterColumn>(&rename))
      names.push_back(column->before.name);
  }
  return names;
}

// A database that renames a table or column also rewrites the texts that use it, into spellings of
// its own. What uses a renamed name therefore steps out of the way and comes back with the wanted
// text.
class Rewritten {
 public:
  explicit Rewritten(const std::vector<Operation>& renames) : names_(old_names(renames)) {}

  bool operator()(const std::string& sql) const {
    return std::ranges::any_of(names_,
                               [&](const std::string& name) { return uses_name(sql, name); });
  }

 private:
  std::vector<std::string> names_;
};

// `stays` says whether an object of both sides may stay as it is.
template <class Drop, class Create, class Objects, class Stays>
void compare_kind(Changes& changes, const Objects& before, const Objects& after, Stage drop,
                  Stage create, Stays stays) {
  const auto is_kept = [&](const auto& object, const Objects& others) {
    const auto other = std::ranges::find(others, object);
    return other != others.end() && stays(object);
  };
  for (const auto& object : before | std::views::reverse)
    if (!is_kept(object, after)) changes.add(drop, Drop{object});
  for (const auto& object : after)
    if (!is_kept(object, before)) changes.add(create, Create{object});
}

}  // namespace

void compare_stored_objects(const Comparison& comparison, const std::vector<Operation>& renames) {
  const schema::Metadata& before = comparison.before;
  const schema::Metadata& after = comparison.after;
  const Rewritten rewritten(renames);

  const auto view_stays = [&](const schema::View& view) { return !rewritten(view.sql); };
  compare_kind<DropView, CreateView>(comparison.changes, before.views, after.views,
                                     Stage::drop_views, Stage::create_views, view_stays);

  const auto trigger_stays = [&](const schema::Trigger& trigger) {
    if (rewritten(trigger.sql)) return false;
    // Triggers go with what they hang on.
    if (const schema::Table* table = before.find_table(trigger.table))
      return after.find_table(table->name) != nullptr;
    const schema::View* view = before.find_view(trigger.table);
    const schema::View* view_after = after.find_view(trigger.table);
    // What it hangs on is compared on neither side, since it belongs to others.
    if (!view && !view_after && !after.find_table(trigger.table)) return true;
    return view && view_after && *view == *view_after && view_stays(*view);
  };
  compare_kind<DropTrigger, CreateTrigger>(comparison.changes, before.triggers, after.triggers,
                                           Stage::drop_triggers, Stage::create_triggers,
                                           trigger_stays);

  compare_kind<DropVirtualTable, CreateVirtualTable>(
      comparison.changes, before.virtual_tables, after.virtual_tables, Stage::drop_virtual_tables,
      Stage::create_virtual_tables, [](const schema::VirtualTable&) { return true; });
}

}  // namespace retort::migrate::detail
