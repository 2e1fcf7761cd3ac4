#include <retort/migrate/squash.h>

#include <algorithm>
#include <set>

#include <retort/migrate/detail/rows.h>
#include <retort/migrate/detail/squashed_operations.h>
#include <retort/migrate/error.h>
#include <retort/migrate/new_script.h>

namespace retort::migrate {

namespace {

// The revisions of a range, and whether they can become one.
class Members {
 public:
  Members(const Graph& graph, std::string_view range) : graph_(graph) {
    revisions_ = graph.range(range, {});
    std::ranges::reverse(revisions_);
    if (revisions_.size() < 2)
      throw MigrateError("\"" + std::string(range) + "\" is fewer than two revisions");
    for (const Revision* revision : revisions_) {
      names_.insert(revision->revision);
      names_.insert(revision->branch_labels.begin(), revision->branch_labels.end());
    }
    require_one_way_in();
    require_one_way_out();
  }

  const std::vector<const Revision*>& revisions() const { return revisions_; }
  const Revision& first() const { return *revisions_.front(); }
  const Revision& last() const { return *revisions_.back(); }
  bool has(const std::string& name) const { return names_.contains(name); }

  /// What the range stands on, oldest first.
  std::vector<const Revision*> before() const {
    std::vector<const Revision*> result = graph_.applied({last().revision});
    std::erase_if(result, [&](const Revision* revision) { return has(revision->revision); });
    return result;
  }

 private:
  void require_one_way_in() const {
    for (const Revision* revision : revisions_) {
      if (revision == revisions_.front()) continue;
      if (revision->down_revisions.empty())
        throw MigrateError("revision " + revision->revision + " is a base of its own, so " +
                           first().revision + " to " + last().revision + " cannot become one");
      for (const std::string& parent : revision->down_revisions)
        if (!has(parent))
          throw MigrateError("revision " + revision->revision + " merges " + parent +
                             ", which is not in the range; squash up to there, or from there on");
    }
  }

  void require_one_way_out() const {
    for (const Revision& other : graph_.revisions()) {
      if (has(other.revision)) continue;
      for (const auto* links : {&other.down_revisions, &other.depends_on})
        for (const std::string& link : *links)
          if (has(link) && link != last().revision && !detail::contains(last().branch_labels, link))
            throw MigrateError("revision " + other.revision +
                               (links == &other.depends_on ? " depends on " : " follows ") + link +
                               ", so that one has to stay; squash up to there, or from there on");
    }
    for (const Revision* revision : revisions_)
      if (revision != &last() && graph_.children(*revision).empty())
        throw MigrateError("revision " + revision->revision +
                           " ends a branch, so the range does not end in one revision");
  }

  const Graph& graph_;
  std::vector<const Revision*> revisions_;
  std::set<std::string> names_;
};

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!detail::contains(names, name)) names.push_back(name);
}

Script header(const Members& members, const std::string& message) {
  Script script;
  script.revision = members.last().revision;
  script.down_revisions = members.first().down_revisions;
  script.created = members.last().created;
  script.message = message.empty()
                       ? "squash " + members.first().revision + " to " + members.last().revision
                       : message;
  for (const Revision* revision : members.revisions()) {
    for (const std::string& id : revision->replaces)
      if (id != script.revision) add_once(script.replaces, id);
    if (revision->revision != script.revision) add_once(script.replaces, revision->revision);
    for (const std::string& name : revision->depends_on)
      if (!members.has(name)) add_once(script.depends_on, name);
    for (const std::string& label : revision->branch_labels) add_once(script.branch_labels, label);
    script.allow_destructive = script.allow_destructive || revision->allow_destructive;
    for (const Suppression& one : revision->suppress)
      if (std::ranges::find(script.suppress, one.code, &Suppression::code) == script.suppress.end())
        script.suppress.push_back(one);
  }
  return script;
}

// That the rest of the history fits to it.
void require_fit(const Graph& graph, const Members& members, const Script& script) {
  std::vector<Revision> scripts = graph.revisions();
  std::erase_if(scripts, [&](const Revision& one) { return members.has(one.revision); });
  scripts.push_back(script);
  const Graph fits(std::move(scripts));
}

}  // namespace

Squash plan_squash(const engine::Engine& engine, const Graph& graph, const Config& config,
                   std::string_view range, const std::string& message) {
  const Members members(graph, range);
  Squash squash{.script = header(members, message)};
  squash.concatenated =
      detail::squash_operations(engine, members.before(), members.revisions(), squash.script);
  ScriptTime time = script_time(config.timezone);
  if (!squash.script.created.empty()) time.created = squash.script.created;
  squash.script.path =
      script_folder(config, {&members.last()}, {}) / script_file_name(squash.script, config, time);
  squash.script.text = write_script(squash.script);
  require_fit(graph, members, squash.script);
  for (const Revision* revision : members.revisions()) squash.originals.push_back(*revision);
  return squash;
}

}  // namespace retort::migrate
