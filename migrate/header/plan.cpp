// Which models there are, and what they and their members are called.

#include <algorithm>

#include <retort/migrate/detail/header_plan.h>

namespace retort::migrate::detail {

namespace {

// Names that user code has from retort::orm beside those of its models.
const std::set<std::string>& words_of_the_library() {
  static const std::set<std::string> words = {
      "Aliased", "As", "Collection", "Column", "Composite", "Computed", "Condition", "Conflict",
      "Decimal", "Defaulted", "Deferred", "Entity", "Error", "Expression", "Expressions", "Fields",
      "Handle", "HasMany", "HasOne", "BelongsTo", "Inherits", "ManyToMany", "Query", "Reference",
      "Select", "Session", "Single", "SchemaObject", "TimeOfDay", "Uuid", "Values", "ZonedTime",
      // Handles.
      "cascade", "columns", "literals", "models", "retort", "std", "values", "text", "table",
      "shape", "alias", "count", "strict", "check"};
  return words;
}

// Static members of a model, and what its text needs a name for.
const std::set<std::string>& words_of_a_model() {
  static const std::set<std::string> words = {
      "constraints", "discriminator", "kind_name",          "models",  "retort",
      "std",         "table_name",    "table_renamed_from", "view_sql"};
  return words;
}

const introspect::Relation* find_relation(const HeaderSource& source, std::string_view name) {
  const auto found = std::ranges::find_if(
      source.relations,
      [&](const introspect::Relation& relation) { return schema::same_name(relation.name, name); });
  return found == source.relations.end() ? nullptr : &*found;
}

void plan_columns(PlannedModel& model) {
  model.members = ScopeNames(words_of_a_model());
  int number = 0;
  const auto add = [&](const std::string& name, PlannedColumn column) {
    ++number;
    const std::string wanted = snake_case(name);
    column.member = model.members.take(wanted.empty() ? "column" + std::to_string(number) : wanted);
    model.columns.push_back(std::move(column));
  };
  if (!model.table) {
    for (const auto& column : model.relation->columns) add(column.name, {.relation = &column});
    return;
  }
  for (const schema::Column& column : model.table->columns) {
    const introspect::RelationColumn* relation = nullptr;
    if (model.relation) {
      const auto found = std::ranges::find_if(model.relation->columns, [&](const auto& each) {
        return schema::same_name(each.name, column.name);
      });
      if (found != model.relation->columns.end()) relation = &*found;
    }
    add(column.name, {.column = &column, .relation = relation});
  }
}

class Planner {
 public:
  Planner(const HeaderSource& source, HeaderPlan& plan) : source_(source), plan_(plan) {}

  void add(PlannedModel model) {
    model.relation = find_relation(source_, model.name);
    if (!model.table && (!model.relation || model.relation->columns.empty())) return;
    std::string word = snake_case(model.name);
    if (word.empty()) word = "table" + std::to_string(plan_.models.size() + 1);
    model.singular = singular(word);
    // Both names of a model are its own: Foo of `foo`, and FooModel of `foo` and of `foo_model`.
    std::string wanted = camel_case(model.singular);
    if (names_.has(wanted) && words_of_the_library().contains(wanted)) wanted += "Row";
    std::string entity = wanted;
    for (int i = 2; names_.has(entity) || names_.has(entity + "Model"); ++i)
      entity = wanted + std::to_string(i);
    model.entity = names_.take(entity);
    model.model = names_.take(entity + "Model");
    model.handle = names_.take(plural(word));
    plan_columns(model);
    plan_.by_name.emplace(model.name, plan_.models.size());
    plan_.models.push_back(std::move(model));
  }

 private:
  const HeaderSource& source_;
  HeaderPlan& plan_;
  ScopeNames names_{words_of_the_library()};
};

}  // namespace

const PlannedColumn* PlannedModel::find_column(std::string_view column) const {
  const auto found = std::ranges::find_if(columns, [&](const PlannedColumn& each) {
    return each.column && schema::same_name(each.column->name, column);
  });
  return found == columns.end() ? nullptr : &*found;
}

const PlannedModel* HeaderPlan::find(std::string_view name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : &models[found->second];
}
PlannedModel* HeaderPlan::find(std::string_view name) {
  return const_cast<PlannedModel*>(std::as_const(*this).find(name));
}

PlannedKey planned_key(const HeaderPlan& plan, const schema::ForeignKey& key) {
  PlannedKey planned{.key = &key, .target = plan.find(key.referred_table)};
  if (!planned.target || !planned.target->table) return {.key = &key};
  const schema::Table& table = *planned.target->table;
  planned.referred = key.referred_columns;
  if (planned.referred.empty() && table.primary_key)
    planned.referred = column_names(table.primary_key->columns);
  const bool fits = planned.referred.size() == key.columns.size() &&
                    std::ranges::all_of(planned.referred, [&](const std::string& name) {
                      return table.find_column(name) != nullptr;
                    });
  if (!fits) return {.key = &key};
  return planned;
}

HeaderPlan plan_header(const HeaderSource& source, const HeaderOptions& options) {
  HeaderPlan plan;
  Planner planner(source, plan);
  for (const schema::Table* table : schema::sorted_tables(source.metadata))
    planner.add({.kind = ModelKind::table, .name = table->name, .table = table});
  for (const schema::View& view : source.metadata.views)
    planner.add({.kind = ModelKind::view, .name = view.name, .view = &view});
  for (const schema::VirtualTable& table : source.metadata.virtual_tables)
    planner.add({.kind = ModelKind::virtual_table, .name = table.name});
  if (options.relationships) plan_relationships(plan);
  return plan;
}

}  // namespace retort::migrate::detail
