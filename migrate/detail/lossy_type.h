// Whether a change of type goes to one that may not hold every value of the old one, as the words of the
// types have it: VARCHAR(50) to VARCHAR(5), BIGINT to BOOLEAN, TEXT to INTEGER.
//
// It is for a warning. What a database really makes of its values is looked at when the revision
// runs.

#pragma once

#include <retort/schema/type.h>

namespace retort::migrate::detail {

bool may_lose_values(const schema::Type& from, const schema::Type& to);

/// Whether both are integers, both texts, and so on.
bool same_kind(const schema::Type& a, const schema::Type& b);

}  // namespace retort::migrate::detail
