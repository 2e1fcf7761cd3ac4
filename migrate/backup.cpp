#include <retort/migrate/backup.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include <retort/engine/copy_database.h>
#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".backup";

fs::path file_of(const engine::Engine& engine) {
  if (const auto file = engine.file()) return *file;
  throw MigrateError(engine.url().text() + " is no file, so there is nothing to copy");
}

fs::path folder_of(const fs::path& file, const fs::path& wanted) {
  return wanted.empty() ? file.parent_path() : wanted;
}

engine::Engine engine_for(const engine::Engine& like, const fs::path& file,
                          engine::Options options) {
  engine::Url url = like.url();
  url.database = file.string();
  url.options.clear();
  return engine::Engine(std::move(url), std::move(options));
}

// "20261123T001500Z".
std::string moment() {
  std::string text = detail::utc_text();
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// When a copy was made, and which of that moment it was: its place among the others.
struct Age {
  std::string moment{};
  int number = 1;

  auto operator<=>(const Age&) const = default;
};

Age age_of(const fs::path& copy, const std::string& database) {
  constexpr std::size_t length = 16;
  const std::string name = copy.filename().string();
  const std::size_t begin = database.size() + 1;
  Age age{name.substr(begin, length)};
  const std::size_t end = begin + length;
  if (end < name.size() && name[end] == '-')
    std::from_chars(name.data() + end + 1, name.data() + name.size(), age.number);
  return age;
}

bool is_copy_of(const fs::path& copy, const std::string& database) {
  const std::string name = copy.filename().string();
  constexpr std::size_t shortest = 18;  // ".20261123T001500Z."
  return name.starts_with(database + '.') && name.ends_with(ending) &&
         name.size() > database.size() + shortest + ending.size() - 1 &&
         name[database.size() + shortest - 2] == 'Z';
}

fs::path free_name(const fs::path& folder, const std::string& database,
                   const std::string& revision) {
  const std::string begin = database + '.' + moment();
  const std::string end = '.' + revision + std::string(ending);
  for (int number = 1;; ++number) {
    fs::path name = folder / (begin + (number == 1 ? "" : "-" + std::to_string(number)) + end);
    std::error_code ignored;
    if (!fs::exists(name, ignored)) return name;
  }
}

// A file that is taken away again unless it is kept.
class Draft {
 public:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  ~Draft() {
    std::error_code ignored;
    for (const char* more : {"", "-journal", "-wal", "-shm"})
      fs::remove(path_.string() + more, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& path() const { return path_; }
  void keep_as(const fs::path& name) const {
    if (const int code = detail::rename_to_new(path_, name); code != 0)
      throw MigrateError("cannot write " + name.string() + ": " +
                         std::generic_category().message(code));
  }

 private:
  fs::path path_;
};

void require_sound(engine::Connection& connection, const fs::path& file) {
  const std::vector<std::string> damage = detail::planner_of(connection).damage(connection);
  if (!damage.empty()) throw MigrateError(file.string() + " is not sound: " + damage.front());
}

void require_same_rows(engine::Connection& original, engine::Connection& copy) {
  for (const schema::Table& table : introspect::introspect(original).tables) {
    const std::string count = "SELECT count(*) FROM " + original.dialect().quote(table.name);
    if (original.scalar(count) != copy.scalar(count))
      throw MigrateError("the copy has another number of rows in table " + table.name +
                         " than the database; nothing was changed");
  }
}

// One transaction that reads, so that what is copied is what is counted.
void copy_checked(engine::Connection& from, engine::Engine& to, const fs::path& file) {
  engine::Transaction reading(from, engine::Mode::deferred);
  engine::Connection copy = to.connect();
  engine::copy_database(from, copy);
  require_sound(copy, file);
  require_same_rows(from, copy);
}

// Reading a database in WAL mode leaves two files beside it where the reader may not write. They are
// taken away again, unless they were there before.
class Besides {
 public:
  explicit Besides(const fs::path& file) {
    // A file of another name may be a database that somebody opens meanwhile.
    if (!file.string().ends_with(ending)) return;
    std::error_code ignored;
    for (const char* more : {"-wal", "-shm"})
      if (const fs::path beside = file.string() + more; !fs::exists(beside, ignored))
        paths_.push_back(beside);
  }
  ~Besides() {
    std::error_code ignored;
    for (const fs::path& path : paths_) fs::remove(path, ignored);
  }
  Besides(const Besides&) = delete;
  Besides& operator=(const Besides&) = delete;

 private:
  std::vector<fs::path> paths_;
};

void make_folder(const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw MigrateError("cannot make the folder " + folder.string() + ": " + error.message());
}

void remove_oldest(const engine::Engine& engine, const fs::path& folder, std::size_t keep) {
  const std::vector<fs::path> all = backups(engine, folder);
  for (std::size_t i = keep; i < all.size(); ++i) {
    std::error_code ignored;
    fs::remove(all[i], ignored);
  }
}

}  // namespace

std::vector<fs::path> backups(const engine::Engine& engine, const fs::path& folder) {
  const fs::path file = file_of(engine);
  const std::string database = file.filename().string();
  std::vector<fs::path> found;
  std::error_code none;
  const fs::path place = folder_of(file, folder);
  for (const fs::directory_entry& entry :
       fs::directory_iterator(place.empty() ? fs::path(".") : place, none))
    if (is_copy_of(entry.path(), database)) found.push_back(place / entry.path().filename());
  std::ranges::sort(found, [&](const fs::path& a, const fs::path& b) {
    return age_of(b, database) < age_of(a, database);
  });
  return found;
}

fs::path back_up(engine::Engine& engine, const std::string& revision,
                 const BackupOptions& options) {
  const fs::path file = file_of(engine);
  const fs::path folder = folder_of(file, options.folder);
  make_folder(folder);
  const fs::path name = free_name(folder, file.filename().string(), revision);
  const Draft draft(name.string() + ".part");
  {
    engine::Connection from = engine.connect();
    engine::Engine to = engine_for(engine, draft.path(), {});
    copy_checked(from, to, draft.path());
  }
  draft.keep_as(name);
  if (options.keep > 0) remove_oldest(engine, folder, options.keep);
  if (options.made) options.made(name);
  return name;
}

fs::path restore(engine::Engine& engine, const fs::path& copy, const BackupOptions& aside,
                 std::chrono::milliseconds timeout) {
  const fs::path file = file_of(engine);
  const Besides besides(copy);
  engine::Engine source = engine_for(engine, copy, {.read_only = true, .create = false});
  engine::Connection from = source.connect();
  require_sound(from, copy);
  const engine::AdvisoryLock lock = engine.lock("migrate", timeout);
  if (!engine.exists()) {
    const Draft draft(file.string() + ".part");
    {
      engine::Engine to = engine_for(engine, draft.path(), {});
      copy_checked(from, to, draft.path());
    }
    draft.keep_as(file);
    return {};
  }
  fs::path before;
  try {
    before = back_up(engine, "before_restore", aside);
  } catch (const Error& error) {
    throw MigrateError("the database as it is cannot be kept: " + std::string(error.what()) +
                       "; nothing was changed (where it is broken, move " + file.string() +
                       " and the files beside it whose names begin so away, and restore again)");
  }
  engine::Connection to = engine.connect();
  engine::copy_database(from, to);
  return before;
}

}  // namespace retort::migrate
