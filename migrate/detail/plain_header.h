// The header of a script, where it is written as plainly as `migrate` writes it.

#pragma once

#include <optional>
#include <string_view>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

/// Reads a header of lines such as `revision = "3f2a9c1b7d04"`, in a fiftieth of the time of a TOML parser:
/// a command that looks at a history of a thousand scripts does little else. Nothing where there is
/// anything else in it, a mistake included; then the parser reads it, and says what is wrong.
std::optional<Revision> read_plain_header(std::string_view header);

}  // namespace retort::migrate::detail
