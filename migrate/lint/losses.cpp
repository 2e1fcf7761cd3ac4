// DS: what destroys data.

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/lint_rules.h>
#include <retort/migrate/detail/lossy_type.h>
#include <retort/migrate/detail/overloaded.h>

namespace retort::migrate::detail {

namespace {

class Losses {
 public:
  Losses(const LintStep& step, const Report& report) : step_(step), report_(report) {}

  void look() const {
    std::visit([this](const auto& op) { look(op); }, step_.operation);
  }

 private:
  void look(const DropTable& op) const {
    if (step_.beginning.had_table(op.table.name))
      report_("DS101", op.table.name, "it drops table " + op.table.name);
  }

  void look(const DropColumn& op) const {
    const schema::Column* column = column_before(op.table, op.column.name);
    if (column == nullptr || column->generated) return;
    const std::string name = op.table + '.' + op.column.name;
    report_("DS102", name, "it drops column " + name);
  }

  void look(const DropVirtualTable& op) const {
    if (step_.before.find_virtual_table(op.table.name))
      report_("DS103", op.table.name, "it drops virtual table " + op.table.name);
  }

  void look(const AlterColumn& op) const {
    const schema::Column* column = column_before(op.table, op.before.name);
    if (column == nullptr || column->generated) return;
    const std::string name = op.table + '.' + op.after.name;
    if (op.type && may_lose_values(column->type, op.after.type))
      report_("DS104", name,
              "the type of column " + name + " becomes " + op.after.type.text +
                  ", which may not hold all that " + column->type.text + " does");
    if (op.generated && op.after.generated)
      report_("DS105", name, "column " + name + " becomes generated, which replaces its values");
    if (op.violations == Violations::remove) deletes("NOT NULL of " + name, op.table);
  }

  void look(const AddConstraint& op) const {
    const std::string what = constraint_text(op.table, op.constraint);
    if (!step_.beginning.had_table(op.table)) return;
    if (op.violations == Violations::remove) deletes(what, op.table);
    if (!op.fill.empty())
      report_("DS106", what,
              "it replaces values in rows of table " + op.table + " that break " + what);
  }

  void look(const CreateIndex& op) const {
    if (op.violations == Violations::remove && step_.beginning.had_table(op.table))
      deletes("unique index " + op.index.name + " (" + terms_text(op.index.columns) + ')',
              op.table);
  }

  template <class Other>
  void look(const Other&) const {}

  void deletes(const std::string& broken, const std::string& table) const {
    report_("DS106", broken, "it deletes rows of table " + table + " that break " + broken);
  }

  // One that was there when the revision began.
  const schema::Column* column_before(const std::string& table, const std::string& column) const {
    if (!step_.beginning.had_column(table, column)) return nullptr;
    const schema::Table* found = step_.before.find_table(table);
    return found ? found->find_column(column) : nullptr;
  }

  const LintStep& step_;
  const Report& report_;
};

}  // namespace

void lint_losses(const LintStep& step, const Report& report) { Losses(step, report).look(); }

}  // namespace retort::migrate::detail
