#include <retort/migrate/detail/squashed_operations.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <ranges>
#include <set>

#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate::detail {

namespace {

using Operations = std::vector<Operation>;

// Tells why two schemas do not say all that a list of operations does to a database with rows.
class RowsConcerned {
 public:
  std::string operator()(const Operations& operations) {
    for (const Operation& operation : operations)
      if (std::visit([&](const auto& op) { return concerns_rows(op); }, operation))
        return describe(operation);
    return "";
  }

 private:
  bool concerns_rows(const Execute&) { return true; }
  bool concerns_rows(const Call&) { return true; }
  bool concerns_rows(const BulkInsert&) { return true; }
  bool concerns_rows(const RenameTable&) { return true; }
  bool concerns_rows(const AddColumn& op) {
    return !op.fill.empty() || dropped_.contains(op.table + "." + op.column.name);
  }
  bool concerns_rows(const AlterColumn& op) {
    return op.rename || op.type || !op.fill.empty() || op.violations != Violations::stop;
  }
  bool concerns_rows(const AddConstraint& op) {
    return !op.fill.empty() || op.violations != Violations::stop;
  }
  bool concerns_rows(const CreateIndex& op) { return op.violations != Violations::stop; }
  // What is dropped and made again is empty then; the difference of the schemas would keep it.
  bool concerns_rows(const DropTable& op) { return remember(op.table.name); }
  bool concerns_rows(const DropColumn& op) { return remember(op.table + "." + op.column.name); }
  bool concerns_rows(const CreateTable& op) { return dropped_.contains(op.table.name); }
  template <class Other>
  bool concerns_rows(const Other&) {
    return false;
  }

  bool remember(const std::string& name) {
    dropped_.insert(name);
    return false;
  }

  std::set<std::string> dropped_;
};

// The schemas that the scripts of the range make on the way up, and where their way down ends.
struct Schemas {
  schema::Metadata before{};
  schema::Metadata after{};
  std::optional<schema::Metadata> back{};
};

void append(Operations& to, const Operations& from) {
  std::ranges::copy(from, std::back_inserter(to));
}

std::vector<Script> load_all(const std::vector<const Revision*>& revisions) {
  std::vector<Script> scripts;
  for (const Revision* revision : revisions) scripts.push_back(load(*revision));
  return scripts;
}

Schemas schemas_of(const engine::Engine& engine, const std::vector<const Revision*>& before,
                   const std::vector<const Revision*>& range, const std::vector<Script>& scripts) {
  Schemas schemas;
  engine::Connection scratch = engine.scratch();
  replay(scratch, before);
  schemas.before = introspect::introspect(scratch);
  replay(scratch, range);
  schemas.after = introspect::introspect(scratch);
  try {
    for (const Script& script : scripts | std::views::reverse)
      run_operations(scratch, script.downgrade);
    schemas.back = introspect::introspect(scratch);
  } catch (const Error&) {
    // A way down that does not run is taken over as it is.
  }
  return schemas;
}

// What differs, or nothing.
std::string fault(const engine::Engine& engine, const std::vector<const Revision*>& before,
                  const Script& script, const Schemas& schemas) {
  const Script written = parse_script(write_script(script), "the squashed script");
  engine::Connection scratch = engine.scratch();
  replay(scratch, before);
  try {
    run_operations(scratch, written.upgrade);
    const schema::Metadata up = introspect::introspect(scratch);
    if (const Operations missing = diff(up, schemas.after); !missing.empty())
      return "its upgrade does not give what the scripts gave: " + describe(missing.front()) +
             " would be needed";
    if (!schemas.back) return "";
    run_operations(scratch, written.downgrade);
    const schema::Metadata down = introspect::introspect(scratch);
    if (const Operations missing = diff(down, *schemas.back); !missing.empty())
      return "its downgrade does not give what the scripts gave: " + describe(missing.front()) +
             " would be needed";
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

// The difference of the schemas, where it proves.
bool by_difference(const engine::Engine& engine, const std::vector<const Revision*>& before,
                   const Schemas& schemas, Script& script) {
  try {
    script.upgrade = diff(schemas.before, schemas.after);
    script.downgrade = diff(schemas.after, schemas.before);
  } catch (const Error&) {
    return false;
  }
  return fault(engine, before, script, schemas).empty();
}

}  // namespace

std::string squash_operations(const engine::Engine& engine,
                              const std::vector<const Revision*>& before,
                              const std::vector<const Revision*>& range, Script& script) {
  const std::vector<Script> scripts = load_all(range);
  Schemas schemas;
  try {
    schemas = schemas_of(engine, before, range, scripts);
  } catch (const Error& error) {
    throw MigrateError(std::string("the scripts cannot be tried, so they cannot be squashed: ") +
                       error.what());
  }
  Operations up, down;
  for (const Script& one : scripts) append(up, one.upgrade);
  for (const Script& one : scripts | std::views::reverse) append(down, one.downgrade);

  std::string reason = RowsConcerned()(up);
  if (reason.empty()) {
    if (by_difference(engine, before, schemas, script)) return "";
    reason = "the difference of the schemas alone does not do it";
  }
  script.upgrade = std::move(up);
  script.downgrade = std::move(down);
  if (const std::string what = fault(engine, before, script, schemas); !what.empty())
    throw MigrateError("the squashed script does not prove, nothing was written: " + what);
  return reason;
}

}  // namespace retort::migrate::detail
