// The seam between the planner and one database. migrate/NAME/ defines
// `const DatabasePlanner& NAME_planner()`; CMake lists what it finds.

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

/// Each as the function of its name in planner.h.
class DatabasePlanner {
 public:
  virtual ~DatabasePlanner() = default;
  virtual void check(const std::vector<Operation>& operations) const = 0;
  virtual std::unique_ptr<Planning> begin(engine::Connection& connection,
                                          const std::vector<Operation>& operations,
                                          bool suspended) const = 0;
  virtual Envelope envelope(engine::Connection& connection, const Plan& plan) const = 0;
  virtual Dependents dependents(engine::Connection& connection) const = 0;
};

/// The planner for a dialect's name, or null. Defined in the file that CMake writes.
const DatabasePlanner* find_planner(std::string_view dialect);

}  // namespace retort::migrate::detail
