#include <retort/schema/metadata.h>

#include <algorithm>
#include <map>
#include <set>

#include <retort/schema/name.h>
#include <retort/schema/naming.h>

namespace retort::schema {

namespace {

template <class Objects>
auto find_by_name(Objects& objects, std::string_view name) -> decltype(objects.data()) {
  const auto found = std::ranges::find_if(
      objects, [&](const auto& object) { return same_name(object.name, name); });
  return found == objects.end() ? nullptr : &*found;
}

template <class Objects>
auto find_in_schema(Objects& objects, std::string_view name, std::string_view schema)
    -> decltype(objects.data()) {
  const auto found = std::ranges::find_if(objects, [&](const auto& object) {
    return same_name(object.name, name) && same_name(object.schema, schema);
  });
  return found == objects.end() ? nullptr : &*found;
}

// The statement with comments and runs of white space outside quotes as one space.
std::string canonical(std::string_view sql) {
  std::string result;
  bool space = false;
  const auto skip_to = [&](std::size_t from, std::string_view end) {
    const std::size_t found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (sql.substr(i, 2) == "--" || sql.substr(i, 2) == "/*") {
      i = sql[i] == '-' ? skip_to(i, "\n") : skip_to(i + 2, "*/");
      space = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++i;
      space = true;
    } else {
      if (space && !result.empty()) result += ' ';
      space = false;
      const bool quoted = c == '\'' || c == '"' || c == '`' || c == '[';
      const std::string_view close = c == '[' ? "]" : sql.substr(i, 1);
      const std::size_t end = quoted ? skip_to(i + 1, close) : i + 1;
      result.append(sql.substr(i, end - i));
      i = end;
    }
  }
  return result;
}

}  // namespace

const Column* Table::find_column(std::string_view column) const {
  return find_by_name(columns, column);
}
Column* Table::find_column(std::string_view column) { return find_by_name(columns, column); }
const Index* Table::find_index(std::string_view index) const {
  return find_by_name(indexes, index);
}

bool operator==(const Table& a, const Table& b) {
  return a.name == b.name && a.schema == b.schema && a.columns == b.columns &&
         a.primary_key == b.primary_key && a.uniques == b.uniques &&
         a.foreign_keys == b.foreign_keys && a.checks == b.checks && a.indexes == b.indexes &&
         a.options == b.options;
}

bool operator==(const View& a, const View& b) {
  return a.name == b.name && a.schema == b.schema && canonical(a.sql) == canonical(b.sql);
}
bool operator==(const Trigger& a, const Trigger& b) {
  return a.name == b.name && a.table == b.table && a.schema == b.schema &&
         canonical(a.sql) == canonical(b.sql);
}
bool operator==(const VirtualTable& a, const VirtualTable& b) {
  return a.name == b.name && a.module == b.module && a.schema == b.schema &&
         canonical(a.sql) == canonical(b.sql);
}

const Table* Metadata::find_table(std::string_view name, std::string_view schema) const {
  return find_in_schema(tables, name, schema);
}
Table* Metadata::find_table(std::string_view name, std::string_view schema) {
  return find_in_schema(tables, name, schema);
}
const View* Metadata::find_view(std::string_view name, std::string_view schema) const {
  return find_in_schema(views, name, schema);
}
const Trigger* Metadata::find_trigger(std::string_view name) const {
  return find_by_name(triggers, name);
}
const VirtualTable* Metadata::find_virtual_table(std::string_view name) const {
  return find_by_name(virtual_tables, name);
}

Metadata in_schema(const Metadata& metadata, std::string_view schema) {
  Metadata result;
  const auto take = [&](const auto& from, auto& to) {
    for (const auto& object : from) {
      if (!same_name(object.schema, schema)) continue;
      to.push_back(object);
      to.back().schema.clear();
    }
  };
  for (const Table& table : metadata.tables) {
    if (!same_name(table.schema, schema)) continue;
    Table& taken = result.tables.emplace_back(table);
    if (schema.empty()) continue;
    for (Index& index : taken.indexes)
      if (index.name.empty()) index.name = default_name(table, index);
    taken.schema.clear();
  }
  take(metadata.views, result.views);
  take(metadata.triggers, result.triggers);
  take(metadata.virtual_tables, result.virtual_tables);
  return result;
}

std::vector<const Table*> sorted_tables(const Metadata& metadata) {
  std::map<std::string_view, std::set<std::string_view, NameLess>, NameLess> visited;
  std::vector<const Table*> sorted;
  // Depth first: a table comes after everything it refers to. A table met again is either done or
  // closes a cycle; leaving it alone there keeps the given order inside the cycle.
  const auto visit = [&](const auto& self, const Table& table) -> void {
    if (!visited[table.schema].insert(table.name).second) return;
    for (const ForeignKey& key : table.foreign_keys)
      if (const Table* referred = metadata.find_table(key.referred_table, table.schema))
        self(self, *referred);
    sorted.push_back(&table);
  };
  for (const Table& table : metadata.tables) visit(visit, table);
  return sorted;
}

}  // namespace retort::schema
