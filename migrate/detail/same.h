// Whether two constraints or indexes say the same. Their names are not looked at: renamed, they are
// the same still.

#pragma once

#include <retort/schema/metadata.h>

namespace retort::migrate::detail {

bool same_content(const schema::PrimaryKey& a, const schema::PrimaryKey& b);
bool same_content(const schema::Unique& a, const schema::Unique& b);
bool same_content(const schema::Check& a, const schema::Check& b);
/// Both in_full().
bool same_content(const schema::ForeignKey& a, const schema::ForeignKey& b);
bool same_content(const schema::Index& a, const schema::Index& b);

/// A foreign key with the columns that it refers to: when it names none, the primary key's.
schema::ForeignKey in_full(schema::ForeignKey key, const schema::Metadata& metadata);

}  // namespace retort::migrate::detail
