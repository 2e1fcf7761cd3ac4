// Graphs for tests, in a line each: `build({"A", "B(A)", "C(B) dep X {label}"})`.
//
//   NAME(PARENT+PARENT) {label} dep NAME
//
// Later lines are younger.

#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/schema/error.h>

namespace retort::testing {

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

inline migrate::Revision revision(const std::string& line, int age) {
  migrate::Revision made;
  std::istringstream words(line);
  std::string word;
  words >> word;
  const std::size_t open = word.find('(');
  made.revision = word.substr(0, open);
  if (open != std::string::npos)
    made.down_revisions = split(word.substr(open + 1, word.size() - open - 2), '+');
  while (words >> word) {
    if (word.front() == '{')
      made.branch_labels.push_back(word.substr(1, word.size() - 2));
    else if (word == "dep" && words >> word)
      made.depends_on.push_back(word);
  }
  made.created = "2026-01-01T00:00:" + std::string(age < 10 ? "0" : "") + std::to_string(age) + "Z";
  made.path = made.revision + ".toml";
  return made;
}

inline std::vector<migrate::Revision> revisions(const std::vector<std::string>& lines) {
  std::vector<migrate::Revision> result;
  for (const std::string& line : lines)
    result.push_back(revision(line, static_cast<int>(result.size())));
  return result;
}

inline migrate::Graph build(const std::vector<std::string>& lines) {
  return migrate::Graph(revisions(lines));
}

/// The moves as a text: `+A {A}, +B {B}`, with the rows after each.
inline std::string text(const std::vector<migrate::Move>& moves) {
  std::string result;
  for (const migrate::Move& move : moves) {
    result += result.empty() ? "" : ", ";
    result += (move.direction == migrate::Direction::upgrade ? "+" : "-") + move.revision->revision;
    result += " {";
    for (const std::string& row : move.rows_after)
      result += (&row == &move.rows_after.front() ? "" : " ") + row;
    result += "}";
  }
  return result;
}

inline std::string names(const std::vector<const migrate::Revision*>& revisions) {
  std::string result;
  for (const migrate::Revision* revision : revisions)
    result += (result.empty() ? "" : " ") + revision->revision;
  return result;
}

/// What the function throws, or "no error".
template <class Function>
std::string error_of(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace retort::testing
