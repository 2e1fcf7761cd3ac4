// The pieces of apply(), one file for each kind of object. They throw MigrateError without the
// operation's name; apply() puts it in front.

#pragma once

#include <string_view>

#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

void apply_to(schema::Metadata& metadata, const CreateTable& op);
void apply_to(schema::Metadata& metadata, const DropTable& op);
void apply_to(schema::Metadata& metadata, const RenameTable& op);
void apply_to(schema::Metadata& metadata, const AlterTableOptions& op);

void apply_to(schema::Metadata& metadata, const AddColumn& op);
void apply_to(schema::Metadata& metadata, const DropColumn& op);
void apply_to(schema::Metadata& metadata, const AlterColumn& op);

void apply_to(schema::Metadata& metadata, const AddConstraint& op);
void apply_to(schema::Metadata& metadata, const DropConstraint& op);
void apply_to(schema::Metadata& metadata, const RenameConstraint& op);

void apply_to(schema::Metadata& metadata, const CreateIndex& op);
void apply_to(schema::Metadata& metadata, const DropIndex& op);
void apply_to(schema::Metadata& metadata, const RenameIndex& op);
void apply_to(schema::Metadata& metadata, const CreateView& op);
void apply_to(schema::Metadata& metadata, const DropView& op);
void apply_to(schema::Metadata& metadata, const CreateTrigger& op);
void apply_to(schema::Metadata& metadata, const DropTrigger& op);
void apply_to(schema::Metadata& metadata, const CreateVirtualTable& op);
void apply_to(schema::Metadata& metadata, const DropVirtualTable& op);

/// The table that an operation is about to change; its stored text is dropped, since it is no
/// longer the table's.
schema::Table& table_to_change(schema::Metadata& metadata, std::string_view name);

/// Throws when a table, view, virtual table or index has the name: they share one space of names.
void require_free_name(const schema::Metadata& metadata, std::string_view name);

}  // namespace retort::migrate::detail
