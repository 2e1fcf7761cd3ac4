// reverse(): the operation that undoes another.

#include <ranges>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/error.h>
#include <retort/migrate/operation.h>

namespace retort::migrate {

namespace {

[[noreturn]] void cannot(const Operation& operation, const std::string& why) {
  throw MigrateError("cannot undo `" + describe(operation) + "`: " + why +
                     "; write the downgrade by hand");
}

// A drop that came out of a script may know no more than a name.
void require(bool known, const Operation& operation) {
  if (!known) cannot(operation, "it does not say what the dropped object was");
}

bool is_whole(const Constraint& constraint) {
  return std::visit(detail::Overloaded{
                        [](const schema::Check& check) { return !check.expression.empty(); },
                        [](const schema::ForeignKey& key) {
                          return !key.columns.empty() && !key.referred_table.empty();
                        },
                        [](const auto& key) { return !key.columns.empty(); },
                    },
                    constraint);
}

Operation undo(const CreateTable& op) { return DropTable{op.table}; }
Operation undo(const DropTable& op) {
  require(!op.table.columns.empty(), op);
  return CreateTable{op.table};
}
Operation undo(const RenameTable& op) { return RenameTable{op.new_name, op.table}; }
Operation undo(const AddColumn& op) { return DropColumn{op.table, op.column}; }
// A column without a type is a whole one (SQLite has such), so a bare name cannot be refused here.
Operation undo(const DropColumn& op) { return AddColumn{op.table, op.column}; }
Operation undo(const AlterColumn& op) {
  AlterColumn back = op;
  std::swap(back.before, back.after);
  // The rows that were filled stay filled: nobody knows which they were.
  back.fill.clear();
  // `after` of a change that does not rename need not repeat the name.
  if (!op.rename) back.before.name = back.after.name = op.before.name;
  return back;
}
Operation undo(const AddConstraint& op) { return DropConstraint{op.table, op.constraint}; }
Operation undo(const DropConstraint& op) {
  require(is_whole(op.constraint), op);
  return AddConstraint{op.table, op.constraint};
}
Operation undo(const RenameConstraint& op) {
  return RenameConstraint{op.table, op.new_name, op.name};
}
Operation undo(const AlterTableOptions& op) {
  return AlterTableOptions{op.table, op.after, op.before};
}
Operation undo(const CreateIndex& op) { return DropIndex{op.table, op.index}; }
Operation undo(const DropIndex& op) {
  require(!op.index.columns.empty(), op);
  return CreateIndex{op.table, op.index};
}
Operation undo(const RenameIndex& op) { return RenameIndex{op.table, op.new_name, op.name}; }
Operation undo(const CreateView& op) { return DropView{op.view}; }
Operation undo(const DropView& op) {
  require(!op.view.sql.empty(), op);
  return CreateView{op.view};
}
Operation undo(const CreateTrigger& op) { return DropTrigger{op.trigger}; }
Operation undo(const DropTrigger& op) {
  require(!op.trigger.sql.empty(), op);
  return CreateTrigger{op.trigger};
}
Operation undo(const CreateVirtualTable& op) { return DropVirtualTable{op.table}; }
Operation undo(const DropVirtualTable& op) {
  require(!op.table.sql.empty(), op);
  return CreateVirtualTable{op.table};
}
Operation undo(const Call& op) { cannot(op, "only its author knows what undoes it"); }
Operation undo(const Execute& op) { cannot(op, "only its author knows what undoes it"); }
Operation undo(const BulkInsert& op) { cannot(op, "rows like these may have been there before"); }

}  // namespace

Operation reverse(const Operation& operation) {
  return std::visit([](const auto& op) { return undo(op); }, operation);
}

std::vector<Operation> reverse(const std::vector<Operation>& operations) {
  std::vector<Operation> result;
  for (const Operation& operation : operations | std::views::reverse) {
    Operation back = reverse(operation);
    // A dropped table took its indexes along; undone, they are operations of their own.
    std::vector<schema::Index> indexes;
    auto* create = std::get_if<CreateTable>(&back);
    const std::string table = create ? create->table.name : "";
    if (create) std::swap(indexes, create->table.indexes);
    result.push_back(std::move(back));
    for (schema::Index& index : indexes) result.push_back(CreateIndex{table, std::move(index)});
  }
  return result;
}

}  // namespace retort::migrate
