// QueryPlan: how a database would run a query.
//
//   std::cout << session.query(artists).filter(artists.name == "Tool").explain().text();
//   // SEARCH artists USING INDEX sqlite_autoindex_artists_1 (name=?)

#pragma once

#include <string>
#include <vector>

namespace retort::orm {

struct QueryPlan {
  struct Step {
    /// How far inside of other steps it is, from 0.
    int depth = 0;
    std::string detail;
  };
  std::vector<Step> steps;

  /// A line for each step, two spaces further in for each level.
  std::string text() const;
};

}  // namespace retort::orm
