// A filter, applied to a comparison: what is not looked at is the same on all sides.

#pragma once

#include <string_view>

#include <retort/migrate/autogenerate.h>

namespace retort::migrate::detail {

/// Takes what the filter does not look at out of a schema.
void leave_out(const Filter& filter, std::string_view schema, schema::Metadata& metadata);

/// Moves what the filter does not look at from the database to `others`, and takes it out of models
/// and history; `schema` is where all of it is. A column that is not looked at is in all of them what it is in the database.
void set_aside(const Filter& filter, std::string_view schema, Comparison& comparison);

}  // namespace retort::migrate::detail
