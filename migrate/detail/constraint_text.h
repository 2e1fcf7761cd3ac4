// Constraints and index terms as short text for a person; it is not meant to be run.

#pragma once

#include <string>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

/// `name COLLATE NOCASE DESC, lower(title)`.
std::string terms_text(const std::vector<schema::IndexedColumn>& terms);

/// `a, b`.
std::string list_text(const std::vector<std::string>& names);

/// `unique constraint on artists (name)`, with the constraint's name where it has one.
std::string constraint_text(const std::string& table, const Constraint& constraint);

}  // namespace retort::migrate::detail
