// Names, placeholders and what a column's name means where it stands.

#include <algorithm>

#include <retort/orm/detail/precedence.h>
#include <retort/orm/detail/row_sql.h>
#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

/// Without a database, nothing is known of its keywords.
std::string quote_for_reader(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!name.empty() && std::ranges::all_of(name, plain)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

template <class Tree>
Sql render_tree(const Tree& tree, const engine::Dialect& dialect, const Criteria* session) {
  SqlWriter writer(&dialect, session);
  writer.write(tree);
  return std::move(writer).finish();
}

}  // namespace

std::string SqlWriter::numbered(std::string_view base) {
  return std::string(base) + "_" + std::to_string(++numbers_[std::string(base)]);
}

void SqlWriter::operand(const NodePtr& node, Operator outer) {
  const bool parentheses = !node || needs_parentheses(*node, outer);
  if (parentheses) sql_ += '(';
  expression(node);
  if (parentheses) sql_ += ')';
}

void SqlWriter::placeholder(engine::Value value) {
  values_.push_back(std::move(value));
  dialect_->placeholder(sql_, static_cast<int>(values_.size()));
}

std::string SqlWriter::quote(std::string_view name) const {
  return dialect_ ? dialect_->quote(name) : quote_for_reader(name);
}

std::string SqlWriter::quote(const TableName& name) const {
  return name.schema.empty() ? quote(name.name) : quote(name.schema) + '.' + quote(name.name);
}

bool SqlWriter::is_taken(std::string_view name) const {
  return std::ranges::any_of(frames_, [&](const Visible& visible) {
    return std::ranges::any_of(visible.sources, [&](const Source& other) {
      return other.number == 0 && detail::name_of(other) == name;
    });
  });
}

bool SqlWriter::is_part(std::string_view name) const {
  return std::ranges::any_of(parts_, [&](const Part& part) { return part.name.name == name; });
}

bool SqlWriter::is_chosen(const Source& source) const {
  return std::ranges::find(chosen_, source) != chosen_.end();
}

bool SqlWriter::is_made(const Source& source) const {
  const auto is_in = [&](const std::vector<Source>& list) {
    return std::ranges::find(list, source) != list.end();
  };
  return is_in(derived_) || is_in(common_tables_) || is_chosen(source);
}

const SchemaMap* SqlWriter::schemas() const {
  return session_criteria_ ? session_criteria_->schemas.get() : nullptr;
}

std::string SqlWriter::quoted_table(const Mapper& table) const {
  return quote({.schema = schema_of(table, schemas()), .name = std::string(table.name)});
}

void SqlWriter::rename(const Mapper& table, const TableName& name) {
  const bool is_own =
      name.name == table.name && (!name.schema.empty() || schema_of(table, schemas()).empty());
  if (!is_own) sql_ += " AS " + quote(name);
}

SqlWriter::TableName SqlWriter::own_name(const Mapper& table) const {
  TableName name{schema_of(table, schemas()), std::string(table.name), table.schema};
  // Beside a table of that name in another schema, the main one has to say which it is.
  if (name.schema.empty() && dialect_ && is_ambiguous(table))
    name.schema = dialect_->default_schema();
  return name;
}

bool SqlWriter::is_ambiguous(const Mapper& table) const {
  const auto schema = schema_of(table, schemas());
  const auto is_other = [&](const Source& other) {
    // Most tables lie in one schema, so that this is asked first.
    return schema_of(*other.mapper, schemas()) != schema && other.number == 0 &&
           other.alias.empty() && other.mapper->name == table.name;
  };
  return std::ranges::any_of(frames_, [&](const Visible& visible) {
    return std::ranges::any_of(visible.sources, is_other);
  });
}

SqlWriter::TableName SqlWriter::name_of(const Source& source) {
  const auto& mapper = *source.mapper;
  if (source.number == 0) {
    if (!source.alias.empty()) return {.name = std::string(source.alias)};
    // RETURNING takes no schema.
    const bool plain = is_made(source) || (returning_ && *returning_ == source);
    // What is chosen beside a table of its name needs another one.
    const bool is_free = !is_part(mapper.name) && !(is_chosen(source) && is_ambiguous(mapper));
    if (is_free)
      return plain ? TableName{{}, std::string(mapper.name), mapper.schema} : own_name(mapper);
    auto& name = renamed_[&mapper];
    if (name.empty()) name = numbered(mapper.name);
    return {.name = name};
  }
  auto& name = aliases_[source.number];
  // A program's own alias may have the name that is next in turn.
  while (name.empty() || is_taken(name)) name = numbered(mapper.name);
  return {.name = name};
}

SqlWriter::TableName SqlWriter::name_of(const Source& source, const Mapper& table) {
  const auto& mapper = *source.mapper;
  const bool is_derived = std::ranges::find(derived_, source) != derived_.end();
  if (is_derived || &table == &mapper.table_owner()) return name_of(source);
  for (const auto& part : parts_) {
    if (part.source != source || part.table != &table) continue;
    auto name = part.name;
    if (returning_ && *returning_ == source) name.schema = {};
    return name;
  }
  const bool used = is_taken(table.name) || is_part(table.name);
  const bool plain = source.alias.empty() && source.number == 0 && !used;
  parts_.push_back(
      {source, &table, plain ? own_name(table) : TableName{.name = numbered(table.name)}});
  return parts_.back().name;
}

SqlWriter::TableName SqlWriter::table_of(const Source& source, std::string_view column) {
  const auto* found = source.mapper->is_joined() ? source.mapper->find_column(column) : nullptr;
  if (!found) return name_of(source);
  if (only_ && found->home != only_)
    throw QueryError("the statement writes to " + std::string(only_->name) +
                     " and uses a column of " + std::string(found->home->name) + ", " +
                     std::string(column) + "; a row of " + std::string(source.mapper->name) +
                     " lies in several tables, and a statement changes one of them");
  return name_of(source, *found->home);
}

bool SqlWriter::is_property(const Source& source, const MappedColumn& column) const {
  return !column.property.empty() && std::ranges::find(derived_, source) == derived_.end();
}

void SqlWriter::column_of(const Source& source, std::string_view column, const TableName& table) {
  const auto* found = source.mapper->has_properties ? source.mapper->find_column(column) : nullptr;
  sql_ += found && is_property(source, *found) ? property_sql(found->property, quote(table))
                                               : quote(table) + "." + quote(column);
}

std::string SqlWriter::label_of(const TableName& table, std::string_view column) {
  std::string label(table.said_schema);
  if (!label.empty()) label += '_';
  return label.append(table.name).append("_").append(column);
}

Source SqlWriter::resolve(Source source, std::string_view column) const {
  for (auto visible = frames_.rbegin(); visible != frames_.rend(); ++visible) {
    if (visible->alias) {
      if (visible->alias->from == source) source = visible->alias->to;
    } else if (std::ranges::find(visible->sources, source) != visible->sources.end()) {
      return source;
    }
  }
  // What is only shown may be part of a query that is not there.
  if (!dialect_) return source;
  const std::string table(detail::name_of(source));
  throw QueryError("the query uses " + table + "." + std::string(column) +
                   " and does not select from " + table + "; join it");
}

Sql render(const Select& select, const engine::Dialect& dialect, const Criteria* session) {
  return render_tree(select, dialect, session);
}
Sql render(const Insert& insert, const engine::Dialect& dialect, const Criteria* session) {
  return render_tree(insert, dialect, session);
}
Sql render(const Update& update, const engine::Dialect& dialect, const Criteria* session) {
  return render_tree(update, dialect, session);
}
Sql render(const Delete& remove, const engine::Dialect& dialect, const Criteria* session) {
  return render_tree(remove, dialect, session);
}

Sql render(const NodePtr& expression, const engine::Dialect& dialect) {
  SqlWriter writer(&dialect);
  writer.expression(expression);
  return std::move(writer).finish();
}

std::string to_sql(const NodePtr& expression) {
  if (!expression) return {};
  SqlWriter writer(nullptr);
  writer.expression(expression);
  return std::move(writer).finish().text;
}

}  // namespace retort::orm::detail
