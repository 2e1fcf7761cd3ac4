// Another parent in the text of a script, with the rest of it byte for byte as it was.

#pragma once

#include <string>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

/// The script's text with this `down_revision`; without parents, without that key. Throws MigrateError
/// where the header is written so that the key cannot be found.
std::string with_down_revision(const Revision& script, const std::vector<std::string>& parents);

}  // namespace retort::migrate::detail
