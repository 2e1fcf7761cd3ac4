// Running validators, and saying what they refused.

#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

void validate_value(const Mapper& mapper, const MappedColumn& column, void* value) {
  for (const auto validator : column.validators) {
    try {
      validator(value);
    } catch (const ValidationError& error) {
      throw ValidationError(mapper.name, column.name, engine::to_text(column.codec->get(value)),
                            error.reason());
    }
  }
}

void validate(const Mapper& mapper, const MappedColumn& column, void* entity) {
  validate_value(mapper, column, column.in(entity));
}

void validate(const Mapper& mapper, void* entity) {
  if (!mapper.validates()) return;
  for (const auto& column : mapper.columns) validate(mapper, column, entity);
}

}  // namespace retort::orm::detail
