// Notes: an application with a database file on somebody else's disk.
//
//   notes add "Buy milk"
//   notes list
//   notes migrate current     # all of the `migrate` command, for whoever looks after the file
//
// The migration scripts are in the program (CMakeLists.txt). Whatever version wrote the file last, it
// is at this version's schema when it is open; a file of a newer version is left alone.

#include <migrations.h>
#include <retort/retort.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

#include "models.h"

namespace {

namespace migrate = retort::migrate;
namespace orm = retort::orm;

std::string url() {
  const char* file = std::getenv("NOTES_FILE");
  return std::string("sqlite:///") + (file != nullptr ? file : "notes.db");
}

int words_of(const std::string& text) {
  const bool begins_with_word = !text.empty() && text.front() != ' ';
  return static_cast<int>(std::ranges::count(text, ' ')) + (begins_with_word ? 1 : 0);
}

// The data migration that the second script calls: SQL has no word for it.
void count_words(retort::engine::Connection& connection) {
  for (const auto& row : connection.rows("SELECT id, text FROM notes")) {
    const int words = words_of(std::get<std::string>(row[1]));
    connection.execute("UPDATE notes SET words = ? WHERE id = ?", {words, row[0]});
  }
}

migrate::Functions functions() { return {{"count_words", count_words}}; }

retort::engine::Engine open() {
  migrate::OpenOptions options;
  options.run.functions = functions();
  options.run.lifecycle.before_revision = [](retort::engine::Connection&,
                                             const migrate::Move& move) {
    std::cerr << "updating your notes: " << move.revision->message << '\n';
  };
  return migrate::open(url(), embedded::migrations(), options);
}

int add(const std::string& text) {
  auto engine = open();
  orm::Session session(engine);
  session.add(Note{.text = text, .words = words_of(text)});
  session.commit();
  return 0;
}

int list() {
  auto engine = open();
  orm::Session session(engine);
  for (const auto& note : session.query(notes).order_by(notes.id).all())
    std::cout << note->text << " (" << note->words << ")\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "list";
  if (command == "migrate")
    return retort::cli::run(argc - 1, argv + 1,
                            retort::cli::Application{.models = orm::metadata(),
                                                     .scripts = embedded::migrations(),
                                                     .functions = functions(),
                                                     .url = url()});
  try {
    if (command == "add" && argc == 3) return add(argv[2]);
    if (command == "list") return list();
    std::cerr << "usage: notes add TEXT | notes list | notes migrate ...\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "notes: " << error.what() << '\n';
    return 1;
  }
}
