// A history of two revisions, a table each, for tests of the runner.

#pragma once

#include "migrate/scripts_for_tests.h"

namespace retort::testing {

inline std::vector<migrate::Script> two_revisions() {
  return {sql_script("aaaa", {}, "CREATE TABLE a (x)", "DROP TABLE a"),
          sql_script("bbbb", {"aaaa"}, "CREATE TABLE b (x)", "DROP TABLE b")};
}

}  // namespace retort::testing
