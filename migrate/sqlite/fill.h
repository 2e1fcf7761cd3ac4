// The fill of a column: an SQL expression for the rows that are there.

#pragma once

#include <string>

#include <retort/migrate/operation.h>

namespace retort::migrate::sqlite {

/// The expression without blanks and comments around it, so that it can stand between parentheses.
/// Throws MigrateError that names `operation` when it is not one expression.
std::string fill_expression(const std::string& fill, const Operation& operation);

}  // namespace retort::migrate::sqlite
