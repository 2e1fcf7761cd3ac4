// The rules of lint that only SQLite has.

#pragma once

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/migrate/detail/lint_rules.h>

namespace retort::migrate::sqlite {

/// FA: triggers and actions of foreign keys that a step sets off.
void lint_actions(const detail::LintStep& step, const detail::Report& report);
/// VN: what an older version does not know.
void lint_version(const detail::LintStep& step, const detail::Report& report);
/// SQ: a person's own SQL that does not do what it seems to.
void lint_own_sql(const detail::LintStep& step, const detail::Report& report);
/// RI: keys of rows that are not the same afterwards.
void lint_rowid(const detail::LintScript& script, const detail::Report& report);

/// A name as it is meant, without its quotes; empty for what is no name.
std::string name_in(const engine::sqlite::ddl::Token& token);

}  // namespace retort::migrate::sqlite
