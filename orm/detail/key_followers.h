// A row whose key changes, and the rows that refer to it.
//
// Where the database takes them along (ON UPDATE CASCADE), the objects that are in memory are told.
// Otherwise the rows at the other end of a HasMany are given the new key by the flush, after the
// row itself; the database has to bear that they refer to nothing in between, which it does for a
// foreign key that is deferred.

#pragma once

#include <vector>

#include <retort/orm/detail/flush_plan.h>
#include <retort/orm/detail/session_core.h>

namespace retort::orm::detail {

/// Gives the rows that refer to a changed one its new key; returns them.
std::vector<Instance*> take_followers_along(SessionCore& session, const Change& change);

/// Gives the objects whose foreign keys the database changes when it writes this change the new key, and
/// those that refer to them in turn; returns them.
std::vector<Instance*> follow_database(const SessionCore& session, const Change& change);

}  // namespace retort::orm::detail
