// A query under a name, for with(): WITH totals(author_id, pages) AS (SELECT ...).
//
// The name and its columns are those of a shape (orm/model.h). Queries and the statements that
// change rows take them alike; one that is recursive may use its own name in the later members of its
// union.

#pragma once

#include <retort/orm/query/from_of.h>
#include <retort/orm/query/select_parts.h>
#include <retort/orm/query/shape_check.h>

namespace retort::orm {

using detail::Materialization;

namespace detail {

template <FromTarget Table, class Inner>
CommonTable common_table(const Table& table, const Inner& query,
                         Materialization materialization = Materialization::unsaid) {
  check_shape<Table, Inner>();
  return {FromOf<Table>::item(table).source, query.data(), false, materialization};
}

template <FromTarget Table, class Inner>
CommonTable recursive_common_table(const Table& table, const Inner& query) {
  auto named = common_table(table, query);
  named.recursive = true;
  return named;
}

}  // namespace detail
}  // namespace retort::orm
