// Full-text search with SQLite's FTS5: match(), bm25(), highlight(), snippet().
//
//   template <class As> struct NoteTextModel {
//     static constexpr auto table_name = "note_texts";      // CREATE VIRTUAL TABLE ... USING fts5
//     Column<As, "rowid", std::int64_t> rowid{};
//     Column<As, "body", std::string> body{};
//   };
//   constexpr auto note_texts = shape<NoteTextModel>;
//   session.query(note_texts.rowid).filter(match(note_texts, "sqlite NEAR orm"))
//       .order_by(bm25(note_texts))
//
// A virtual table is a shape: its columns are named, and no table is made of it.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <retort/orm/expression/functions.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/query/from_of.h>

namespace retort::orm {

namespace detail {

template <FromTarget Table>
NodePtr table_node(const Table& table) {
  return make_source(FromOf<Table>::item(table).source);
}
template <class Result, FromTarget Table, class... Arguments>
auto full_text(std::string_view name, const Table& table, const Arguments&... arguments) {
  return Expression<Result, Scope<typename FromOf<Table>::Table>>(
      make_function(name, {table_node(table), lower_argument(name, arguments)...}));
}

}  // namespace detail

/// `table MATCH 'query'`, in the language of FTS5: words, "phrases", prefix*, AND, OR, NOT, NEAR.
template <detail::FromTarget Table, class Query>
auto match(const Table& table, const Query& query) {
  using Used = detail::UnionOf<detail::Scope<typename detail::FromOf<Table>::Table>,
                               detail::CommonScopeOf<Query>>;
  return Expression<bool, Used>(detail::make_binary(
      detail::Operator::match, detail::table_node(table), detail::lower_argument("match", query)));
}
/// One column only.
template <detail::BareColumn Column>
auto match(const Column& column, std::string_view query) {
  return Expression<bool, typename Column::ScopeType>(detail::make_binary(
      detail::Operator::match, column.node(), detail::lower_argument("match", query)));
}
/// How well a row matches: the smaller, the better. Weights are those of the columns, in turn.
template <detail::FromTarget Table, class... Weights>
auto bm25(const Table& table, const Weights&... weights) {
  return detail::full_text<double>("bm25", table, weights...);
}
/// The text of a column (from 0) with marks around what matched.
template <detail::FromTarget Table>
auto highlight(const Table& table, int column, std::string_view before, std::string_view after) {
  return detail::full_text<std::optional<std::string>>("highlight", table, column, before, after);
}
/// The best part of the text, of so many words (at most 64). Column -1 is whichever matched.
template <detail::FromTarget Table>
auto snippet(const Table& table, int column, std::string_view before, std::string_view after,
             std::string_view omission, int words) {
  return detail::full_text<std::optional<std::string>>("snippet", table, column, before, after,
                                                       omission, words);
}

}  // namespace retort::orm
