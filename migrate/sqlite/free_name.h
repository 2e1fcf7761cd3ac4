// A name for a table that is there only while a plan runs.

#pragma once

#include <string>

#include <retort/schema/metadata.h>

namespace retort::migrate::sqlite {

/// `wanted`, or with as many `_` behind it as it takes. Tables, views, virtual tables and indexes
/// share one space of names.
std::string free_name(const schema::Metadata& metadata, std::string wanted);

}  // namespace retort::migrate::sqlite
