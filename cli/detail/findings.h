// Findings of lint, as `lint` and `plan` show them.

#pragma once

#include <vector>

#include <retort/cli/detail/json.h>
#include <retort/migrate/lint.h>

namespace retort::cli::detail {

/// A line for each that is not suppressed; `verbose` adds why and what to do, and those that are.
void print_findings(const std::vector<migrate::Finding>& findings, bool verbose);
/// The same with a line at the end: "2 findings, 1 suppressed".
void print_summary(const std::vector<migrate::Finding>& findings, bool verbose);

Json findings_json(const std::vector<migrate::Finding>& findings);

}  // namespace retort::cli::detail
