// introspect: a live database, read into schema::Metadata.
//
//   schema::Metadata metadata = introspect::introspect(connection);
//
// Reads catalogs and stored DDL, never rows, and changes nothing. Everything that is in the schema is
// in the result: names of constraints that only the DDL text holds, collations, generated columns,
// partial and expression indexes, views, triggers, virtual tables (without their shadow tables).
// Internal tables (sqlite_...) are left out.
//
// Expressions (CHECK, DEFAULT, predicates, generated columns) come in canonical spelling: comments
// dropped, tokens spaced alike, keywords in upper case; two spellings of one expression are equal.
//
// Costs a fixed number of statements, however many tables there are. Throws engine::DatabaseError
// where the database cannot be read, and retort::Error with the name of the object where its stored
// text cannot.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/schema/metadata.h>

namespace retort::introspect {

schema::Metadata introspect(engine::Connection& connection);

/// Only these tables (ASCII case ignored) and their indexes; what is not there is left out. The names that
/// their foreign keys refer to are as written. Costs little where there are many others.
schema::Metadata introspect(engine::Connection& connection, const std::vector<std::string>& tables);

/// The schema in an empty scratch database of the same kind, read back: the normal form of a schema,
/// in which everything that the database itself rewrites is already rewritten. Both sides of a
/// comparison have to be in this form. Throws retort::Error that names the object which the database
/// refuses.
schema::Metadata normalise(engine::Connection& scratch, const schema::Metadata& metadata);

/// The normal form of a script of DDL statements. It is run in `scratch`, which must be empty. Throws
/// retort::Error with the line of the statement that the database refuses.
schema::Metadata normalise(engine::Connection& scratch, std::string_view ddl);

/// As normalise(), of which it differs in cost: what `beside` (a database of the same kind, or null) has
/// in the same words is not built again, and the rest in small lots. What is in `scratch` afterwards is
/// not said.
schema::Metadata normal_form(engine::Connection& scratch, const schema::Metadata& metadata,
                             engine::Connection* beside);
schema::Metadata normal_form(engine::Connection& scratch, std::string_view ddl,
                             engine::Connection* beside);

}  // namespace retort::introspect
