// Rows by the names of their columns.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include <retort/engine/statement.h>
#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>
#include <retort/orm/row_mapping.h>

namespace retort::orm {

namespace {

/// What a program would call it; else what the statement does.
std::string name_of(const NodePtr& expression, std::string_view in_statement) {
  if (!expression) return std::string(in_statement);
  if (const auto* column = std::get_if<detail::ColumnNode>(&expression->kind))
    return std::string(column->column);
  if (const auto* label = std::get_if<detail::LabelNode>(&expression->kind)) return label->name;
  if (const auto* function = std::get_if<detail::FunctionNode>(&expression->kind))
    return std::string(function->name);
  return std::string(in_statement);
}

RowMapping::Names names_in(const engine::Statement& statement) {
  std::vector<std::string> names;
  for (int i = 0; i < statement.column_count(); ++i) names.emplace_back(statement.column_name(i));
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

RowMapping::Names names_of(const std::vector<detail::SelectItem>& items,
                           const engine::Statement& statement) {
  std::vector<std::string> names;
  for (const auto& item : items) {
    if (!item.entity.mapper) {
      names.push_back(
          name_of(item.expression, statement.column_name(static_cast<int>(names.size()))));
      continue;
    }
    for (const auto& column : item.entity.mapper->columns) names.emplace_back(column.name);
    if (!item.all_kinds) continue;
    for (const auto* column : item.entity.mapper->kinds().further())
      names.emplace_back(column->name);
  }
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

RowMapping row_of(const detail::Cursor& cursor, const RowMapping::Names& names) {
  std::vector<engine::Value> values;
  values.reserve(names->size());
  for (std::size_t i = 0; i < names->size(); ++i)
    values.push_back(cursor.row().value(static_cast<int>(i)));
  return {names, std::move(values)};
}

}  // namespace

bool RowMapping::contains(std::string_view name) const {
  return std::ranges::find(*names_, name) != names_->end();
}

std::size_t RowMapping::place(std::string_view name) const {
  const auto found = std::ranges::find(*names_, name);
  if (found == names_->end())
    throw QueryError("the row has no column \"" + std::string(name) + "\"");
  if (std::find(found + 1, names_->end(), name) != names_->end())
    throw QueryError("the row has several columns \"" + std::string(name) +
                     "\"; label() them, or ask by their places");
  return static_cast<std::size_t>(found - names_->begin());
}

Mappings::Mappings(detail::QueryBase query)
    : open_([query = std::move(query)] {
        std::vector<detail::SelectItem> items;
        auto cursor = query.open_plain(items);
        auto names = names_of(items, cursor.row());
        return Rows{std::move(cursor), std::move(names)};
      }) {}

Mappings::Mappings(detail::RawBase statement)
    : open_([statement = std::move(statement)] {
        auto cursor = statement.open_any();
        auto names = names_in(cursor.row());
        return Rows{std::move(cursor), std::move(names)};
      }) {}

std::vector<RowMapping> Mappings::read(std::size_t most) const {
  auto rows = open_();
  std::vector<RowMapping> found;
  while (found.size() < most && rows.cursor.next())
    found.push_back(row_of(rows.cursor, rows.names));
  return found;
}

std::vector<RowMapping> Mappings::all() const { return read(SIZE_MAX); }

std::optional<RowMapping> Mappings::first() const {
  auto found = read(1);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<RowMapping> Mappings::one_or_none() const {
  auto found = read(2);
  if (found.size() > 1) detail::throw_multiple_results();
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

RowMapping Mappings::one() const {
  auto found = one_or_none();
  if (!found) detail::throw_no_result();
  return *std::move(found);
}

void Mappings::each(const std::function<void(const RowMapping&)>& visit) const {
  auto rows = open_();
  while (rows.cursor.next()) visit(row_of(rows.cursor, rows.names));
}

}  // namespace retort::orm
