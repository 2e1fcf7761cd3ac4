// What declared models say about the way to them: `renamed_from` and `fill`.

#pragma once

#include <retort/schema/metadata.h>

namespace retort::migrate::detail {

/// A schema that has been through a database has lost its hints; puts them back.
void keep_hints(const schema::Metadata& declared, schema::Metadata& normal);

}  // namespace retort::migrate::detail
