#include <retort/migrate/lint.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/lint_rules.h>
#include <retort/migrate/detail/rehearsal.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

namespace {

constexpr std::array level_words = {std::string_view("notice"), std::string_view("warning"),
                                    std::string_view("error")};

// Looks at one revision after the other, in a scratch database that goes along with them.
class Linter {
 public:
  Linter(engine::Connection& scratch, const LintOptions& options)
      : scratch_(scratch),
        options_(options),
        planner_(detail::planner_of(scratch)),
        rehearsal_(scratch, versions_, history_, PlanOptions()) {}

  void look(const Revision& revision) {
    const Script script = load(revision);
    const schema::Metadata before = introspect::introspect(scratch_);
    const std::size_t first = findings_.size();
    steps(script, before);
    const Move move{.revision = &revision, .direction = Direction::upgrade};
    rehearsal_.run(move);
    const schema::Metadata after = introspect::introspect(scratch_);
    whole({script, before, after});
    judge(script, first);
  }

  std::vector<Finding> findings() && { return std::move(findings_); }

 private:
  void steps(const Script& script, schema::Metadata now) {
    detail::Beginning beginning(now);
    for (const Operation& operation : script.upgrade) {
      const std::optional<schema::Metadata> after = after_step(operation, now);
      const schema::Metadata& next = after ? *after : now;
      const detail::LintStep step{script, operation, now, next, beginning, options_};
      const detail::Report report = reporter(script, describe(operation));
      for (const detail::StepRule rule : {detail::lint_losses, detail::lint_rows})
        rule(step, report);
      for (const detail::StepRule rule : planner_.lint_rules().of_steps) rule(step, report);
      beginning.note(operation);
      if (after) now = *after;
    }
  }

  // What an operation makes of the schema; nothing where that is known only when all of the script has
  // run.
  std::optional<schema::Metadata> after_step(const Operation& operation,
                                             const schema::Metadata& before) const {
    try {
      schema::Metadata after = before;
      if (const auto* execute = std::get_if<Execute>(&operation)) {
        engine::Connection scratch = scratch_engine().scratch();
        introspect::normalise(scratch, after);
        scratch.execute_script(execute->sql);
        return introspect::introspect(scratch);
      }
      apply(operation, after);
      return after;
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  engine::Engine scratch_engine() const {
    return engine::Engine(engine::Url{.scheme = std::string(scratch_.dialect().name())});
  }

  void whole(const detail::LintScript& script) {
    const detail::Report report = reporter(script.script, "");
    for (const detail::ScriptRule rule : {detail::lint_references, detail::lint_way_back})
      rule(script, report);
    for (const detail::ScriptRule rule : planner_.lint_rules().of_scripts) rule(script, report);
  }

  detail::Report reporter(const Script& script, std::string operation) {
    return [this, &script, operation = std::move(operation)](
               std::string_view code, const std::string& subject, const std::string& message) {
      findings_.push_back({.code = std::string(code),
                           .level = find_lint_rule(code)->level,
                           .revision = script.revision,
                           .path = script.path.string(),
                           .operation = operation,
                           .subject = subject,
                           .message = message});
    };
  }

  // What the script itself says of them.
  void judge(const Script& script, std::size_t first) {
    std::set<std::string> needed;
    for (std::size_t i = first; i < findings_.size(); ++i) {
      Finding& finding = findings_[i];
      if (script.allow_destructive && finding.code.starts_with("DS")) finding.level = Level::notice;
      const auto said = std::ranges::find(script.suppress, finding.code, &Suppression::code);
      if (said == script.suppress.end()) continue;
      finding.suppressed = said->reason;
      needed.insert(said->code);
    }
    const detail::Report report = reporter(script, "");
    for (const Suppression& one : script.suppress)
      if (!find_lint_rule(one.code))
        report("SP101", one.code, "it suppresses " + one.code + ", which is no code of lint's");
      else if (!needed.contains(one.code))
        report("SP102", one.code, "it suppresses " + one.code + ", and there is none to suppress");
  }

  engine::Connection& scratch_;
  const LintOptions& options_;
  const detail::DatabasePlanner& planner_;
  // Rehearsed, a script's rows are in nobody's way; the bookkeeping goes with it.
  const VersionTable versions_{RunnerTables().version_table};
  const HistoryTable history_{RunnerTables().history_table};
  detail::Rehearsal rehearsal_;
  std::vector<Finding> findings_;
};

const Probe* probe_of(const Finding& finding, const Preview& preview) {
  for (const PlannedRevision& revision : preview.revisions)
    if (revision.move.revision->revision == finding.revision)
      for (const Probe& probe : revision.probes)
        if (probe.code == finding.code && schema::same_name(probe.subject, finding.subject))
          return &probe;
  return nullptr;
}

// A copy of this size is felt: by those who wait for it, and on the disk.
constexpr std::uint64_t large = 100'000'000;

void add_large(std::vector<Finding>& findings, const Revision& revision, const Plan& plan,
               engine::Connection& connection) {
  for (const detail::RoomNeeded& need :
       detail::planner_of(connection).room_needed(connection, plan, detail::Sizes::measured)) {
    if (need.bytes < large) continue;
    findings.push_back({.code = "SZ101",
                        .level = find_lint_rule("SZ101")->level,
                        .revision = revision.revision,
                        .path = revision.path.string(),
                        .subject = need.why,
                        .message = "to " + need.why + " takes up to " +
                                   detail::bytes_text(need.bytes) + " in " + need.folder.string()});
  }
}

}  // namespace

std::string_view word(Level level) { return level_words[static_cast<std::size_t>(level)]; }

Level level_of(std::string_view text) {
  for (std::size_t i = 0; i < level_words.size(); ++i)
    if (level_words[i] == text) return static_cast<Level>(i);
  throw MigrateError("\"" + std::string(text) +
                     "\" is no level; there are notice, warning and error");
}

std::vector<Finding> lint(const engine::Engine& engine, const Graph& graph,
                          std::vector<const Revision*> revisions, const LintOptions& options) {
  std::set<const Revision*> wanted(revisions.begin(), revisions.end());
  engine::Connection scratch = engine.scratch();
  Linter linter(scratch, options);
  std::vector<const Revision*> all = graph.newest_first();
  std::ranges::reverse(all);
  for (const Revision* revision : all) {
    if (wanted.empty()) break;
    if (wanted.erase(revision) > 0)
      linter.look(*revision);
    else
      replay(scratch, std::vector{revision});
  }
  return std::move(linter).findings();
}

std::vector<Finding> lint(const engine::Engine& engine, engine::Connection& connection,
                          const Preview& preview, const LintOptions& options) {
  engine::Connection scratch = engine.scratch();
  detail::planner_of(scratch).copy_schema(connection, scratch);
  Linter linter(scratch, options);
  for (const PlannedRevision& revision : preview.revisions)
    if (revision.move.direction == Direction::upgrade) linter.look(*revision.move.revision);
  return std::move(linter).findings();
}

void look_at_rows(std::vector<Finding>& findings, const Preview& preview,
                  engine::Connection& connection) {
  std::erase_if(findings, [&](Finding& finding) {
    const Probe* probe = probe_of(finding, preview);
    if (probe == nullptr) return false;
    finding.rows = probe->found;
    if (!probe->found.empty() && finding.code.starts_with("RW")) finding.level = Level::error;
    return probe->found.empty();
  });
  for (const PlannedRevision& revision : preview.revisions)
    for (const Stretch& stretch : revision.stretches)
      add_large(findings, *revision.move.revision, {.steps = stretch.steps}, connection);
}

bool reaches(const std::vector<Finding>& findings, Level level) {
  return std::ranges::any_of(findings, [&](const Finding& finding) {
    return finding.suppressed.empty() && finding.level >= level;
  });
}

std::string describe(const Finding& finding) {
  std::string text = finding.revision + ": " + std::string(word(finding.level)) + ' ' +
                     finding.code + ": " + finding.message;
  if (!finding.rows.empty()) text += ": " + finding.rows;
  return text;
}

}  // namespace retort::migrate
