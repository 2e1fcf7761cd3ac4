// Spells names alike: SQLite finds an object whatever the case of a name, so the same reference may
// be written in many ways.

#pragma once

#include <retort/schema/metadata.h>

namespace retort::introspect::sqlite {

/// Foreign keys and triggers name tables and columns as these are declared. What they name and is
/// not there stays as it is written.
void use_declared_names(schema::Metadata& metadata);

}  // namespace retort::introspect::sqlite
