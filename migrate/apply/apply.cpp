// apply(): what an operation does to a schema.

#include <retort/migrate/detail/apply.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace detail {

namespace {

// They change rows; what SQL of a person's own does to the schema is seen only in a database.
void apply_to(schema::Metadata&, const Execute&) {}
void apply_to(schema::Metadata&, const Call&) {}
void apply_to(schema::Metadata&, const BulkInsert&) {}

}  // namespace

void apply_any(schema::Metadata& metadata, const Operation& operation) {
  std::visit([&](const auto& op) { apply_to(metadata, op); }, operation);
}

}  // namespace detail

void apply(const Operation& operation, schema::Metadata& metadata) {
  try {
    detail::apply_any(metadata, operation);
  } catch (const MigrateError& error) {
    throw MigrateError("cannot " + describe(operation) + ": " + error.what());
  }
}

}  // namespace retort::migrate
