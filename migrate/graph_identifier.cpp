// What an identifier means in one history.

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <retort/migrate/detail/identifier.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/nearest.h>

namespace retort::migrate::detail {

namespace {

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// The revisions with an id or a label that begins so.
Numbers with_prefix(const Revisions& revisions, std::string_view prefix) {
  Numbers found;
  for (const auto* names : {&revisions.by_id, &revisions.by_label})
    for (auto name = names->lower_bound(prefix);
         name != names->end() && name->first.starts_with(prefix); ++name)
      if (std::ranges::find(found, name->second) == found.end()) found.push_back(name->second);
  return found;
}

[[noreturn]] void fail_unknown(const Revisions& revisions, std::string_view name) {
  std::vector<std::string> known;
  for (const Revision& script : revisions.scripts)
    if (std::ranges::find(script.replaces, name) != script.replaces.end())
      throw MigrateError("revision " + std::string(name) + " was squashed into " + script.revision +
                         ", and there is no way to a place inside of it");
  for (const auto& [id, number] : revisions.by_id) known.push_back(id);
  for (const auto& [label, number] : revisions.by_label) known.push_back(label);
  throw MigrateError("there is no revision " + in_quotes(name) +
                     schema::detail::did_you_mean(name, known) + "; `migrate history` lists them");
}

Number only_head(const Revisions& revisions, const Identifier& identifier) {
  const Numbers heads = find_heads(revisions, identifier);
  if (heads.size() == 1) return heads.front();
  if (heads.empty())
    throw MigrateError(in_quotes(identifier.text) + ": there are no revisions yet");
  throw MigrateError(in_quotes(identifier.text) +
                     " is ambiguous, there are several heads: " + revisions.described(heads) +
                     "; name one of them, say `heads` for all of them (`migrate upgrade heads`), "
                     "or make them one (`migrate merge heads`)");
}

Numbers among(const Numbers& numbers, const Members& within) {
  Numbers result;
  std::ranges::copy_if(numbers, std::back_inserter(result),
                       [&](Number number) { return within[number]; });
  return result;
}

Numbers first_of_all(const Revisions& revisions) {
  Numbers bases;
  for (const Number number : revisions.order)
    if (revisions.parents[number].empty()) bases.push_back(number);
  return bases;
}

Position step(const Revisions& revisions, Position from, bool up, const Members& within,
              std::string_view text) {
  const Numbers next =
      up     ? among(from ? revisions.children[*from] : first_of_all(revisions), within)
      : from ? among(revisions.parents[*from], within)
             : Numbers();
  const std::string here = from ? revisions.described(*from) : "the base";
  if (next.size() > 1)
    throw MigrateError(in_quotes(text) + " is ambiguous: " + (up ? "after " : "before ") + here +
                       " there are " + revisions.described(next));
  if (next.size() == 1) return next.front();
  if (!up && from) return std::nullopt;
  throw MigrateError(in_quotes(text) + " goes too far: there is nothing " +
                     (up ? "after " : "before ") + here);
}

Number on_branch(const Revisions& revisions, const Identifier& identifier) {
  if (identifier.branch.empty()) return find_revision(revisions, identifier.name);
  const Members within = allowed(revisions, identifier);
  // The beginning of an id may be unique on the branch and nowhere else.
  const Numbers here = among(with_prefix(revisions, identifier.name), within);
  if (here.size() == 1) return here.front();
  const Number number = find_revision(revisions, identifier.name);
  if (!within[number])
    throw MigrateError("revision " + revisions.described(number) + " is not on the branch of " +
                       in_quotes(identifier.branch));
  return number;
}

}  // namespace

Identifier parse_identifier(std::string_view text) {
  Identifier identifier{.text = std::string(text)};
  std::string_view rest = text;
  bool well_formed = true;
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    identifier.branch = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    well_formed = !identifier.branch.empty();
  }
  if (const std::size_t sign = rest.find_first_of("+-"); sign != std::string_view::npos) {
    int steps = 0;
    const char* end = rest.data() + rest.size();
    const auto [stop, error] = std::from_chars(rest.data() + sign + 1, end, steps);
    if (error != std::errc() || stop != end || steps < 0) well_formed = false;
    // The lowest int has no negative: only a count that was accepted is turned round.
    if (well_formed) identifier.steps = rest[sign] == '+' ? steps : -steps;
    rest = rest.substr(0, sign);
  }
  identifier.name = rest;
  if (!well_formed || (identifier.name.empty() && !identifier.steps))
    throw MigrateError(in_quotes(text) +
                       " names no revision; give an id or the beginning of one, a branch label, "
                       "head, heads, base, +N or -N, also as LABEL@head or ID+N");
  return identifier;
}

Number find_revision(const Revisions& revisions, std::string_view name) {
  if (const auto id = revisions.by_id.find(name); id != revisions.by_id.end()) return id->second;
  if (const auto label = revisions.by_label.find(name); label != revisions.by_label.end())
    return label->second;
  const Numbers found = with_prefix(revisions, name);
  if (found.empty() || name.empty()) fail_unknown(revisions, name);
  if (found.size() > 1)
    throw MigrateError(in_quotes(name) + " is ambiguous: it could be " +
                       revisions.described(found));
  return found.front();
}

Members allowed(const Revisions& revisions, const Identifier& identifier) {
  if (identifier.branch.empty()) return Members(revisions.scripts.size(), true);
  return lineage(revisions, find_revision(revisions, identifier.branch));
}

Numbers find_heads(const Revisions& revisions, const Identifier& identifier) {
  // A branch ends where nothing follows, even where another branch depends on its end.
  const bool whole = identifier.branch.empty();
  const Links& after = whole ? revisions.dependents : revisions.children;
  const Members within = allowed(revisions, identifier);
  Numbers heads;
  for (const Number number : revisions.order)
    if (within[number] && after[number].empty()) heads.push_back(number);
  return heads;
}

Position walk(const Revisions& revisions, Position from, int steps, const Members& within,
              std::string_view text) {
  for (int left = std::abs(steps); left > 0; --left)
    from = step(revisions, from, steps > 0, within, text);
  return from;
}

Position find_position(const Revisions& revisions, const Identifier& identifier) {
  if (identifier.name == "heads")
    throw MigrateError(in_quotes(identifier.text) +
                       " may be several revisions, and one is needed here");
  Position position;
  if (identifier.name == "head")
    position = only_head(revisions, identifier);
  else if (identifier.name != "base")
    position = on_branch(revisions, identifier);
  if (!identifier.steps) return position;
  return walk(revisions, position, *identifier.steps, allowed(revisions, identifier),
              identifier.text);
}

}  // namespace retort::migrate::detail
