#include <retort/migrate/sqlite/rehearsal.h>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>

namespace retort::migrate::sqlite {

std::optional<schema::Metadata> Rehearsal::after(const std::vector<Step>& steps) {
  try {
    if (!scratch_) {
      const engine::Engine engine("sqlite://", {.foreign_keys = false});
      scratch_ = engine.scratch();
      for (const std::string& sql : create_all(engine.dialect(), start_)) scratch_->execute(sql);
    }
    for (; done_ < steps.size(); ++done_)
      if (steps[done_].kind == Step::Kind::run)
        scratch_->execute(steps[done_].sql, steps[done_].parameters);
    return introspect::introspect(*scratch_);
  } catch (const engine::DatabaseError&) {
    return std::nullopt;
  }
}

}  // namespace retort::migrate::sqlite
