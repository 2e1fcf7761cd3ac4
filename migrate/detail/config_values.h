// What stands in for ${NAME} and ${x.KEY} in the values of migrate.toml.
//
//   url = "sqlite:///${HOME}/${x.tenant}.db"    // with `-x tenant=acme`

#pragma once

#include <string_view>

#include <retort/migrate/callback.h>
#include <retort/schema/detail/toml_node.h>

namespace retort::migrate::detail {

/// Replaces them in every text of the table, however deep. A `$` without a brace is itself. Throws
/// Error with the line, and what to set, for one that has no value.
void substitute(schema::detail::TomlTable& table, const RunArguments& arguments,
                std::string_view source);

}  // namespace retort::migrate::detail
