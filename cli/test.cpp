// `migrate test`: each revision up, down and up again.

#include <algorithm>
#include <charconv>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/revision_test.h>

namespace retort::cli::detail {

namespace {

using Outcome = migrate::RevisionTest::Outcome;

struct TestArguments {
  std::string range = ":";
  std::string rows = "10";
  bool json = false;
};

std::size_t row_count(const std::string& text) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end)
    throw UsageError("--rows takes a number, and is \"" + text + "\"");
  return value;
}

const char* word(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::irreversible: return "irreversible";
    case Outcome::failed: break;
  }
  return "failed";
}

void print(const migrate::RevisionTest& test) {
  std::cout << word(test.outcome) << ' ' << test.revision->revision;
  const std::string& message = test.revision->message;
  if (!message.empty()) std::cout << ", " << printable(message.substr(0, message.find('\n')));
  if (test.outcome == Outcome::irreversible) std::cout << " (it has no downgrade)";
  std::cout << '\n';
  for (const std::string& note : test.notes) std::cout << "  " << note << '\n';
  if (!test.problem.empty()) std::cout << "  " << test.problem << '\n';
  std::cout << test.diff << std::flush;
}

Json json_of(const std::vector<migrate::RevisionTest>& tests, std::size_t failed) {
  Json list = Json::array();
  for (const migrate::RevisionTest& test : tests)
    list.push_back({{"revision", test.revision->revision},
                    {"message", test.revision->message},
                    {"path", test.revision->path.string()},
                    {"outcome", word(test.outcome)},
                    {"problem", test.problem},
                    {"diff", test.diff},
                    {"notes", test.notes}});
  return {{"failed", failed}, {"revisions", std::move(list)}};
}

int test(Context& context, const TestArguments& arguments) {
  migrate::TestOptions options{.range = arguments.range,
                               .rows = row_count(arguments.rows),
                               .functions = context.application().functions,
                               .colour = !arguments.json && wants_colour()};
  if (!arguments.json) options.tested = print;
  const std::vector<migrate::RevisionTest> tests =
      migrate::test_revisions(context.engine(Access::read), context.graph(), options);
  const auto failed = static_cast<std::size_t>(std::ranges::count(
      tests, Outcome::failed, [](const migrate::RevisionTest& test) { return test.outcome; }));
  if (arguments.json)
    context.report(text_of(json_of(tests, failed)));
  else
    std::cout << tests.size() << (tests.size() == 1 ? " revision, " : " revisions, ") << failed
              << " failed\n";
  return failed == 0 ? done : differences;
}

}  // namespace

void add_test(CommandLine& line) {
  auto arguments = std::make_shared<TestArguments>();
  line.command("test", "Try each revision up, down and up again on generated rows",
               [arguments](Context& context) { return test(context, *arguments); })
      .optional_argument("range", arguments->range, "A:B, both included; either may be left out")
      .option_with_default("--rows", arguments->rows, "How many rows a table gets")
      .flag("--json", arguments->json, "As JSON");
}

}  // namespace retort::cli::detail
