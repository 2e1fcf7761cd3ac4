#include <retort/schema/indexed_column.h>

namespace retort::schema {

std::vector<IndexedColumn> indexed(const std::vector<std::string>& columns) {
  std::vector<IndexedColumn> terms;
  terms.reserve(columns.size());
  for (const std::string& column : columns) terms.push_back({column});
  return terms;
}

std::vector<std::string> column_names(const std::vector<IndexedColumn>& terms) {
  std::vector<std::string> names;
  for (const IndexedColumn& term : terms)
    if (!term.column.empty()) names.push_back(term.column);
  return names;
}

}  // namespace retort::schema
