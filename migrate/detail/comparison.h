// The pieces of diff(), one file for each kind of object.

#pragma once

#include <retort/migrate/detail/changes.h>
#include <retort/migrate/diff.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::detail {

/// What is compared. Columns, tables and constraints are compared in `now`, where everything that
/// was renamed already has its new name; what is dropped before the renames is taken from `before`.
struct Comparison {
  const schema::Metadata& before;
  const schema::Metadata& now;
  const schema::Metadata& after;
  const Answers& answers;
  Changes& changes;
};

/// Whether both sides have the same objects, equal in all that they say. That is what is asked most often, and
/// is told without copies and orders.
bool are_unchanged(const schema::Metadata& before, const schema::Metadata& after);

/// Puts lists into an order that depends on their content alone: tables and triggers by name, views
/// by name too but after the views that they use.
schema::Metadata in_fixed_order(schema::Metadata metadata);

/// Gives the columns of a table in its expressions the case that they have in the table: "YEAR" in quotes
/// would be taken for a text where the column is called year.
schema::Metadata in_own_spelling(schema::Metadata metadata);

/// The renames that the answers and changes of case ask for, in an order in which each new name is
/// free when it is given. Throws MigrateError for answers that fit neither schema.
std::vector<Operation> find_renames(const schema::Metadata& before, const schema::Metadata& after,
                                    const Answers& answers);

/// Constraints and indexes of `now` that differ from one of `after` in their name alone: they get it,
/// in `now` too.
void give_new_names(schema::Metadata& now, const schema::Metadata& after, Changes& changes);

void compare_tables(const Comparison& comparison);
void compare_columns(const Comparison& comparison, const schema::Table& now,
                     const schema::Table& after);
/// Constraints of one table. What has to go before the columns change, and what can come only
/// after that, are two functions for that reason.
void drop_constraints(const Comparison& comparison, const schema::Table& now,
                      const schema::Table& after);
void add_constraints(const Comparison& comparison, const schema::Table& now,
                     const schema::Table& after);
void compare_indexes(const Comparison& comparison);
void compare_stored_objects(const Comparison& comparison, const std::vector<Operation>& renames);

/// Throws MigrateError for a fill of a column that neither side has.
void check_fills(const Comparison& comparison);
/// Throws MigrateError for a drop of what `after` has.
void check_drops(const Comparison& comparison);

}  // namespace retort::migrate::detail
