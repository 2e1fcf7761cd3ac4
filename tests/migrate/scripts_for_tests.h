// Scripts made in memory for the tests of the runner.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::testing {

/// A revision whose two ways are SQL.
inline migrate::Script sql_script(std::string revision, std::vector<std::string> parents,
                                  std::string up, std::string down = "SELECT 1") {
  migrate::Script script;
  script.revision = std::move(revision);
  script.down_revisions = std::move(parents);
  script.path = script.revision + ".toml";
  script.upgrade.push_back(migrate::Execute{std::move(up)});
  script.downgrade.push_back(migrate::Execute{std::move(down)});
  return script;
}

}  // namespace retort::testing
