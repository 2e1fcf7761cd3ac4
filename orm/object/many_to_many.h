// Many to many without an object for the link: the collection holds the rows of the link's table as
// instances that no program sees, so that what is done to them is a matter of the unit of work as
// with any other row.

#pragma once

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

/// Makes a row that links the two.
void link(Instance& owner, const MappedRelationship& relationship, Instance& target);
/// Deletes the row, and takes it out of the collections on both sides at once.
void unlink(Instance& row);
/// What a row of the link refers to at the other end, loaded if need be.
Instance& far_of(Instance& row, const MappedRelationship& relationship);
/// Enters what a row was loaded with.
void meet(Instance& row, const MappedRelationship& end, Instance& parent);

}  // namespace retort::orm::detail
