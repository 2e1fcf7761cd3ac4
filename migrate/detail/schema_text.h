// A schema as lines of DDL for a person to compare; it belongs to no database and is not meant to
// run.

#pragma once

#include <string>
#include <vector>

#include <retort/schema/metadata.h>

namespace retort::migrate::detail {

/// One line for each column and constraint; objects by name, so that equal schemas are equal text.
std::vector<std::string> schema_text(const schema::Metadata& metadata);

}  // namespace retort::migrate::detail
