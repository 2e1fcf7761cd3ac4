#include <retort/migrate/detail/offline_script.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

std::string if_missing(std::string create_table) {
  constexpr std::string_view words = "CREATE TABLE ";
  return create_table.insert(words.size(), "IF NOT EXISTS ");
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return ids.empty() ? "<base>" : text;
}

}  // namespace

std::string inlined(const OfflineDialect& offline, const engine::Dialect& dialect,
                    const Step& step) {
  std::vector<std::string> values;
  for (const engine::Value& value : step.parameters) values.push_back(dialect.literal(value));
  return offline.inlined(step.sql, values);
}

OfflineScript::OfflineScript(const OfflineDialect& offline, const engine::Dialect& dialect,
                             const OfflineOptions& options)
    : offline_(offline),
      dialect_(dialect),
      options_(options),
      versions_(options.tables.version_table),
      history_(options.tables.history_table) {}

void OfflineScript::comment(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  text_ += "-- " + line + '\n';
}

void OfflineScript::statement(std::string_view sql) { text_ += terminated(sql) + '\n'; }

void OfflineScript::add(const PlannedRevision& revision) {
  const Move& move = revision.move;
  const bool up = move.direction == Direction::upgrade;
  const std::string parents = joined(move.revision->down_revisions);
  text_ += '\n';
  comment((up ? "upgrade " + parents + " -> " + move.revision->revision
              : "downgrade " + move.revision->revision + " -> " + parents) +
          (move.revision->message.empty() ? "" : ", " + move.revision->message));
  named(move, [&] {
    // The runner would refuse these whatever the rows are.
    if (!revision.obstacles.empty()) throw DecisionNeeded(revision.obstacles.front());
    for (const Stretch& stretch : revision.stretches)
      add(stretch, move, &stretch == &revision.stretches.front());
  });
}

void OfflineScript::add(const Stretch& stretch, const Move& move, bool first) {
  const bool may_lose = detail::may_lose(move, options_.allow_destructive);
  const bool alone = stretch.transaction && !options_.one_transaction;
  if (alone) begin(stretch.around);
  if (first) begin_revision(move);
  for (const Step& step : stretch.steps) add(step, may_lose);
  if (alone) commit(stretch.around);
}

void OfflineScript::begin(const Envelope& around) {
  for (const std::string& sql : around.before) statement(sql);
  statement(offline_.begin());
}

void OfflineScript::commit(const Envelope& around) {
  statement("COMMIT");
  for (const std::string& sql : around.after) statement(sql);
}

void OfflineScript::begin_revision(const Move& move) {
  if (move.rows_before.empty())
    statement(if_missing(versions_.statements(dialect_, {}, {}, true).front().sql));
  if (!has_history_) statement(if_missing(history_.creation(dialect_).sql));
  has_history_ = true;
  guard(versions_.guard(dialect_, move.rows_before), "");
}

void OfflineScript::add(const Step& step, bool may_lose) {
  switch (step.kind) {
    case Step::Kind::run:
    case Step::Kind::copy: return statement(text_of(step));
    case Step::Kind::must_be_empty: return guard(step, "");
    case Step::Kind::loss:
      if (!may_lose)
        guard(step, " (a script made with --allow-destructive does not stop here)");
      else if (const std::optional<Step> rest = where_losses_are_allowed(step))
        guard(*rest, "");
      return;
    case Step::Kind::call:
      throw MigrateError("it calls the function " + step.sql +
                         ", which no script of SQL can do; run it with the program that has it");
  }
}

void OfflineScript::guard(const Step& step, const std::string& what_to_do) {
  for (const std::string& sql :
       offline_.guard(inlined(offline_, dialect_, step), step.reason + what_to_do))
    statement(sql);
}

std::string OfflineScript::text_of(const Step& step) const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < step.parameters.size(); ++i)
    values.push_back(std::ranges::find(step.times, i) == step.times.end()
                         ? dialect_.literal(step.parameters[i])
                         : std::string(offline_.now()));
  return offline_.inlined(step.sql, values);
}

}  // namespace retort::migrate::detail
