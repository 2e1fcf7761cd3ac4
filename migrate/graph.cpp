// The questions that the rest of the migration side asks a history.

#include <retort/migrate/graph.h>

#include <algorithm>

#include <retort/migrate/detail/path.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

using detail::Number;
using detail::Numbers;

namespace {

std::vector<Revision> revisions_of(const std::vector<Script>& scripts) {
  std::vector<Revision> revisions;
  for (const Script& script : scripts) {
    revisions.push_back(script);
    if (revisions.back().text.empty()) revisions.back().text = write_script(script);
  }
  return revisions;
}

}  // namespace

Graph::Graph(std::vector<Revision> revisions)
    : revisions_(std::make_shared<const detail::Revisions>(std::move(revisions))) {}

Graph::Graph(const std::vector<Script>& scripts) : Graph(revisions_of(scripts)) {}

bool Graph::empty() const { return revisions_->scripts.empty(); }

const std::vector<Revision>& Graph::revisions() const { return revisions_->scripts; }

std::vector<const Revision*> Graph::pointers(const std::vector<std::size_t>& numbers) const {
  std::vector<const Revision*> result;
  for (const Number number : numbers) result.push_back(&revisions_->scripts[number]);
  return result;
}

std::vector<const Revision*> Graph::newest_first() const {
  return pointers(Numbers(revisions_->order.rbegin(), revisions_->order.rend()));
}

std::vector<const Revision*> Graph::heads() const {
  return pointers(detail::find_heads(*revisions_, {}));
}

std::vector<const Revision*> Graph::ends() const {
  Numbers ends;
  std::ranges::copy_if(revisions_->order, std::back_inserter(ends),
                       [&](Number number) { return revisions_->children[number].empty(); });
  return pointers(ends);
}

std::vector<const Revision*> Graph::branch_points() const {
  Numbers points;
  std::ranges::copy_if(revisions_->order, std::back_inserter(points),
                       [&](Number number) { return revisions_->children[number].size() > 1; });
  return pointers(points);
}

std::size_t Graph::number_of(const Revision& revision) const {
  return static_cast<std::size_t>(&revision - revisions_->scripts.data());
}

std::vector<const Revision*> Graph::children(const Revision& revision) const {
  return pointers(revisions_->children[number_of(revision)]);
}

bool Graph::is_head(const Revision& revision) const {
  return revisions_->dependents[number_of(revision)].empty();
}

bool Graph::is_effective_head(const Revision& revision) const {
  return revisions_->children[number_of(revision)].empty() && !is_head(revision);
}

std::vector<const Revision*> Graph::bases() const {
  Numbers bases;
  std::ranges::copy_if(revisions_->order, std::back_inserter(bases),
                       [&](Number number) { return revisions_->parents[number].empty(); });
  return pointers(bases);
}

const Revision* Graph::find(std::string_view revision) const {
  const auto found = revisions_->by_id.find(revision);
  return found == revisions_->by_id.end() ? nullptr : &revisions_->scripts[found->second];
}

const Revision& Graph::resolve(std::string_view text) const {
  const detail::Identifier identifier = detail::parse_identifier(text);
  const detail::Position position =
      identifier.is_relative() ? std::nullopt : detail::find_position(*revisions_, identifier);
  if (!position)
    throw MigrateError("\"" + identifier.text + "\" is not one revision, and one is needed here");
  return revisions_->scripts[*position];
}

std::vector<Move> Graph::upgrade_path(const std::vector<std::string>& rows,
                                      std::string_view identifier) const {
  detail::VersionRows versions(*revisions_, rows);
  const Numbers targets =
      detail::upgrade_targets(*revisions_, versions, detail::parse_identifier(identifier));
  const detail::Members needed = detail::reachable(revisions_->requirements, targets);
  std::vector<Move> moves;
  for (const Number number : revisions_->order)
    if (needed[number] && !versions.is_applied(number)) moves.push_back(versions.upgrade(number));
  return moves;
}

std::vector<Move> Graph::downgrade_path(const std::vector<std::string>& rows,
                                        std::string_view identifier) const {
  detail::VersionRows versions(*revisions_, rows);
  const Numbers roots =
      detail::downgrade_roots(*revisions_, versions, detail::parse_identifier(identifier));
  const detail::Members unwanted = detail::reachable(revisions_->dependents, roots);
  std::vector<Move> moves;
  for (auto number = revisions_->order.rbegin(); number != revisions_->order.rend(); ++number)
    if (unwanted[*number] && versions.is_applied(*number))
      moves.push_back(versions.downgrade(*number));
  return moves;
}

}  // namespace retort::migrate
