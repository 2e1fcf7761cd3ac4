// Runs the validators of a model.

#pragma once

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

/// Of one column. Throws ValidationError with table, column and value.
void validate(const Mapper& mapper, const MappedColumn& column, void* entity);

/// The same for a value that is in no entity.
void validate_value(const Mapper& mapper, const MappedColumn& column, void* value);

/// Of all columns.
void validate(const Mapper& mapper, void* entity);
inline void validate(Instance& instance) { validate(instance.mapper, instance.entity()); }

}  // namespace retort::orm::detail
