// RW: what fails on rows that are there.

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/lint_rules.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

class Rows {
 public:
  Rows(const LintStep& step, const Report& report) : step_(step), report_(report) {}

  void look() const {
    std::visit([this](const auto& op) { look(op); }, step_.operation);
  }

 private:
  void look(const AlterColumn& op) const {
    if (!op.nullable || op.after.nullable || !op.fill.empty()) return;
    if (op.violations != Violations::stop) return;
    const schema::Table* table = step_.before.find_table(op.table);
    const schema::Column* column = table ? table->find_column(op.before.name) : nullptr;
    if (!column || !column->nullable) return;
    if (!step_.beginning.had_column(op.table, op.before.name)) return;
    const std::string name = op.table + '.' + op.after.name;
    report_("RW101", name,
            "column " + name +
                " becomes NOT NULL, and nothing says what rows get "
                "that have NULL there");
  }

  void look(const AddColumn& op) const {
    const schema::Column& column = op.column;
    const bool has_value = !op.fill.empty() || (column.server_default &&
                                                !schema::same_name(*column.server_default, "NULL"));
    if (column.nullable || column.generated || has_value) return;
    if (!step_.beginning.had_table(op.table)) return;
    const std::string name = op.table + '.' + column.name;
    report_("RW102", name,
            "the new column " + name +
                " is NOT NULL and has no default, so nothing "
                "says what rows get that are there");
  }

  void look(const AddConstraint& op) const {
    if (op.violations != Violations::stop || !op.fill.empty()) return;
    if (!step_.beginning.had_table(op.table)) return;
    constexpr const char* codes[] = {"RW104", "RW104", "RW106", "RW105"};
    const std::string what = constraint_text(op.table, op.constraint);
    report_(codes[op.constraint.index()], what, "rows that are there may break the new " + what);
  }

  void look(const CreateIndex& op) const {
    if (!op.index.unique || op.violations != Violations::stop) return;
    if (!step_.beginning.had_table(op.table)) return;
    const std::string what =
        "unique index " + op.index.name + " (" + terms_text(op.index.columns) + ')';
    report_("RW104", what,
            "rows of table " + op.table + " may have the same key in the new " + what);
  }

  template <class Other>
  void look(const Other&) const {}

  const LintStep& step_;
  const Report& report_;
};

}  // namespace

void lint_rows(const LintStep& step, const Report& report) { Rows(step, report).look(); }

}  // namespace retort::migrate::detail
