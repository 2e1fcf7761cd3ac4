// The TOML form of a schema: what a `.toml` model source holds, and what a C++ program's models
// become on their way to the `migrate` command.
//
//   [[table]]
//   name = "artists"
//   columns = [
//     { name = "id",   type = "int64",  nullable = false },
//     { name = "name", type = "string", nullable = false },
//   ]
//   primary_key = ["id"]
//   unique = [["name"]]
//
// read_toml(write_toml(x)) is x. docs/schema-toml.md has every key.

#pragma once

#include <string>
#include <string_view>

#include <retort/schema/metadata.h>

namespace retort::schema {

std::string write_toml(const Metadata& metadata);

/// `source` is the name for messages. Throws retort::Error with "SOURCE:LINE: what is wrong",
/// unknown keys included.
Metadata read_toml(std::string_view text, std::string_view source);

}  // namespace retort::schema
