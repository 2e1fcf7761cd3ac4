#include <retort/migrate/sqlite/rehearsal.h>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>

namespace retort::migrate::sqlite {

bool Rehearsal::follow(const std::vector<Step>& steps) {
  try {
    if (!scratch_) {
      const engine::Engine engine("sqlite://", {.foreign_keys = false});
      engine::Connection scratch = engine.scratch();
      for (const std::string& sql : create_all(engine.dialect(), start_)) scratch.execute(sql);
      scratch_ = std::move(scratch);
      transaction_.emplace(*scratch_);
    }
    for (; done_ < steps.size(); ++done_)
      if (steps[done_].kind != Step::Kind::must_be_empty)
        scratch_->execute(steps[done_].sql, steps[done_].parameters);
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

std::optional<schema::Metadata> Rehearsal::after(const std::vector<Step>& steps) {
  if (!follow(steps)) return std::nullopt;
  return introspect::introspect(*scratch_);
}

bool Rehearsal::is_sound(const std::vector<Step>& steps) {
  if (!follow(steps)) return true;
  const engine::Savepoint nothing_stays(*scratch_);
  scratch_->execute("CREATE TABLE _retort_probe (a)");
  try {
    scratch_->execute("ALTER TABLE _retort_probe RENAME TO _retort_probed");
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

}  // namespace retort::migrate::sqlite
