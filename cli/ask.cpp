#include <retort/cli/detail/ask.h>

#include <unistd.h>

#include <iostream>
#include <string>

#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

// The line that was typed, without white space around it.
std::string ask(const std::string& question) {
  std::cout << question << ' ' << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) {
    std::cout << '\n';
    throw migrate::DecisionNeeded("there was no answer to: " + question + " No script was written");
  }
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == line.npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

class TerminalAsker : public migrate::Asker {
 public:
  bool is_rename(const migrate::RenameQuestion& question) override {
    const bool table = question.column.empty();
    const std::string what =
        table ? "table " + question.table : "column " + question.table + "." + question.column;
    const std::string text = "Was " + what + " renamed to " + question.new_name +
                             "? If not, it is dropped with its " + (table ? "rows" : "values") +
                             ". [y/n]";
    for (;;) {
      const std::string answer = ask(text);
      if (answer == "y" || answer == "Y" || answer == "yes") return true;
      if (answer == "n" || answer == "N" || answer == "no") return false;
    }
  }

  std::string fill(const migrate::FillQuestion& question) override {
    const std::string name = question.table + "." + question.column.name;
    const std::string text =
        (question.is_new
             ? "Column " + name +
                   " is NOT NULL and has no default. Its value in the rows "
                   "that are there"
             : "Column " + name + " becomes NOT NULL. Its value in the rows where it is NULL") +
        ", an SQL expression such as 0 or 'none':";
    std::string answer;
    while (answer.empty()) answer = ask(text);
    return answer;
  }
};

}  // namespace

std::unique_ptr<migrate::Asker> terminal_asker() {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0) return nullptr;
  return std::make_unique<TerminalAsker>();
}

}  // namespace retort::cli::detail
