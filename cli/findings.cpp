#include <retort/cli/detail/findings.h>

#include <algorithm>
#include <iostream>

namespace retort::cli::detail {

void print_findings(const std::vector<migrate::Finding>& findings, bool verbose) {
  for (const migrate::Finding& finding : findings) {
    const bool is_suppressed = !finding.suppressed.empty();
    if (is_suppressed && !verbose) continue;
    std::cout << migrate::describe(finding)
              << (is_suppressed ? " (suppressed: " + finding.suppressed + ")" : "") << '\n';
    if (!verbose) continue;
    const migrate::LintRule& rule = *migrate::find_lint_rule(finding.code);
    if (!finding.operation.empty()) std::cout << "    in: " << finding.operation << '\n';
    std::cout << "    why: " << rule.why << "\n    safe: " << rule.recipe << '\n';
  }
}

void print_summary(const std::vector<migrate::Finding>& findings, bool verbose) {
  print_findings(findings, verbose);
  const auto suppressed = std::ranges::count_if(
      findings, [](const migrate::Finding& finding) { return !finding.suppressed.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(findings.size()) - suppressed;
  std::cout << count << (count == 1 ? " finding" : " findings");
  if (suppressed > 0) std::cout << ", " << suppressed << " suppressed";
  std::cout << '\n';
}

Json findings_json(const std::vector<migrate::Finding>& findings) {
  Json list = Json::array();
  for (const migrate::Finding& finding : findings) {
    const migrate::LintRule& rule = *migrate::find_lint_rule(finding.code);
    list.push_back({{"revision", finding.revision},
                    {"path", finding.path},
                    {"code", finding.code},
                    {"level", migrate::word(finding.level)},
                    {"subject", finding.subject},
                    {"message", finding.message},
                    {"operation", finding.operation},
                    {"rows", finding.rows},
                    {"why", rule.why},
                    {"recipe", rule.recipe},
                    {"suppressed", finding.suppressed}});
  }
  return list;
}

}  // namespace retort::cli::detail
