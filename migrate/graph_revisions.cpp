// Linking the scripts of a history, and refusing those that do not fit together.

#include <algorithm>
#include <memory>
#include <numeric>
#include <queue>
#include <tuple>

#include <retort/migrate/detail/instant.h>
#include <retort/migrate/detail/read_script.h>
#include <retort/migrate/detail/revisions.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/nearest.h>

namespace retort::migrate::detail {

namespace {

// "FILE: ", or nothing for a script that is in no file.
std::string place(const Revision& script) {
  return script.path.empty() ? "" : script.path.string() + ": ";
}

std::string named(const Revision& script) {
  return script.revision + (script.path.empty() ? "" : " (" + script.path.string() + ")");
}

void index_ids(Revisions& revisions) {
  for (Number i = 0; i < revisions.scripts.size(); ++i) {
    const auto [first, added] = revisions.by_id.emplace(revisions.id(i), i);
    if (!added)
      throw MigrateError("two scripts are revision " + revisions.id(i) + ": " +
                         revisions.scripts[first->second].path.string() + " and " +
                         revisions.scripts[i].path.string() + "; give one of them another id");
  }
}

void index_labels(Revisions& revisions) {
  for (Number i = 0; i < revisions.scripts.size(); ++i) {
    const Revision& script = revisions.scripts[i];
    for (const std::string& label : script.branch_labels) {
      if (const auto id = revisions.by_id.find(label); id != revisions.by_id.end())
        throw MigrateError(place(script) + "the branch label " + label +
                           " is the id of a revision");
      const auto [first, added] = revisions.by_label.emplace(label, i);
      if (!added)
        throw MigrateError("two revisions have the branch label " + label + ": " +
                           named(revisions.scripts[first->second]) + " and " + named(script));
    }
  }
}

[[noreturn]] void fail_unknown(const Revisions& revisions, const Revision& script,
                               std::string_view key, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& [id, number] : revisions.by_id) known.push_back(id);
  throw MigrateError(place(script) + std::string(key) + " \"" + name +
                     "\" is in none of the scripts" + schema::detail::did_you_mean(name, known));
}

Number find_dependency(const Revisions& revisions, const Revision& script,
                       const std::string& name) {
  if (const auto id = revisions.by_id.find(name); id != revisions.by_id.end()) return id->second;
  const auto label = revisions.by_label.find(name);
  if (label == revisions.by_label.end()) fail_unknown(revisions, script, "depends_on", name);
  return label->second;
}

Number find_parent(const Revisions& revisions, const Revision& script, const std::string& name) {
  const auto id = revisions.by_id.find(name);
  if (id == revisions.by_id.end()) fail_unknown(revisions, script, "down_revision", name);
  return id->second;
}

void add_once(Numbers& numbers, Number number) {
  if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
}

void link(Revisions& revisions, Number number) {
  const Revision& script = revisions.scripts[number];
  Numbers& parents = revisions.parents[number];
  Numbers& requirements = revisions.requirements[number];
  for (const std::string& parent : script.down_revisions)
    add_once(parents, find_parent(revisions, script, parent));
  requirements = parents;
  for (const std::string& dependency : script.depends_on)
    add_once(requirements, find_dependency(revisions, script, dependency));
  if (std::ranges::find(requirements, number) != requirements.end())
    throw MigrateError(place(script) + "revision " + script.revision +
                       " follows or depends on itself");
  for (const Number parent : parents) revisions.children[parent].push_back(number);
  for (const Number required : requirements) revisions.dependents[required].push_back(number);
}

// Whoever is left out of the order waits for somebody who waits too, so following what they wait
// for ends in a circle.
[[noreturn]] void fail_cycle(const Revisions& revisions, const Members& ordered) {
  const auto waits_for = [&](Number number) {
    return *std::ranges::find_if(revisions.requirements[number],
                                 [&](Number required) { return !ordered[required]; });
  };
  Number in_cycle = static_cast<Number>(std::ranges::find(ordered, false) - ordered.begin());
  for (Number steps = 0; steps < ordered.size(); ++steps) in_cycle = waits_for(in_cycle);
  Numbers circle = {in_cycle};
  while (waits_for(circle.back()) != in_cycle) circle.push_back(waits_for(circle.back()));
  std::ranges::rotate(circle, std::ranges::min_element(circle));
  std::string text;
  for (const Number number : circle) text += revisions.id(number) + " -> ";
  throw MigrateError(place(revisions.scripts[circle.front()]) +
                     "these revisions form a cycle: " + text + revisions.id(circle.front()));
}

// Without making a path of it.
std::string_view file_name(const Revision& script) {
  const std::string_view path = script.path.native();
  return path.substr(path.rfind('/') + 1);
}

// The revisions by time of creation; those of one moment by their files' names.
Numbers by_age(const std::vector<Revision>& scripts) {
  using Age = std::tuple<Instant, std::string_view, std::string_view>;
  std::vector<Age> ages;
  ages.reserve(scripts.size());
  for (const Revision& script : scripts)
    ages.emplace_back(instant(script.created), file_name(script), script.revision);
  Numbers numbers(scripts.size());
  std::iota(numbers.begin(), numbers.end(), Number{0});
  std::ranges::sort(numbers, {}, [&](Number i) -> const Age& { return ages[i]; });
  return numbers;
}

// Kahn's algorithm; among those that are ready the oldest is next.
Numbers ordered(const Revisions& revisions) {
  const Number count = revisions.scripts.size();
  const Numbers oldest_first = by_age(revisions.scripts);
  Numbers age(count);
  for (Number i = 0; i < count; ++i) age[oldest_first[i]] = i;

  std::priority_queue<Number, Numbers, std::greater<>> ready;  // of ages
  Numbers missing(count);
  for (Number i = 0; i < count; ++i) {
    missing[i] = revisions.requirements[i].size();
    if (missing[i] == 0) ready.push(age[i]);
  }
  Numbers order;
  Members done(count);
  while (!ready.empty()) {
    const Number next = oldest_first[ready.top()];
    ready.pop();
    order.push_back(next);
    done[next] = true;
    for (const Number dependent : revisions.dependents[next])
      if (--missing[dependent] == 0) ready.push(age[dependent]);
  }
  if (order.size() < count) fail_cycle(revisions, done);
  return order;
}

}  // namespace

Revisions::Revisions(std::vector<Revision> all)
    : scripts(std::move(all)),
      parents(scripts.size()),
      children(scripts.size()),
      requirements(scripts.size()),
      dependents(scripts.size()) {
  for (Revision& script : scripts) script.read = std::make_shared<ReadScript>();
  index_ids(*this);
  index_labels(*this);
  for (Number i = 0; i < scripts.size(); ++i) link(*this, i);
  order = ordered(*this);
}

std::string Revisions::described(Number revision) const {
  const std::string& message = scripts[revision].message;
  return id(revision) + (message.empty() ? "" : " (" + message + ")");
}

std::string Revisions::described(const Numbers& revisions) const {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, revisions.size()); ++i)
    text += (i == 0 ? "" : ", ") + described(revisions[i]);
  if (revisions.size() > most) text += " and " + std::to_string(revisions.size() - most) + " more";
  return text;
}

Members reachable(const Links& links, const Numbers& starts) {
  Members members(links.size());
  Numbers open = starts;
  while (!open.empty()) {
    const Number number = open.back();
    open.pop_back();
    if (members[number]) continue;
    members[number] = true;
    for (const Number next : links[number])
      if (!members[next]) open.push_back(next);
  }
  return members;
}

Members lineage(const Revisions& revisions, Number revision) {
  Members members = reachable(revisions.parents, {revision});
  const Members below = reachable(revisions.children, {revision});
  for (Number i = 0; i < members.size(); ++i) members[i] = members[i] || below[i];
  return members;
}

}  // namespace retort::migrate::detail
