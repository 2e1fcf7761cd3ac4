// SQLite's entry in the table of drivers.

#include <algorithm>

#include <retort/engine/detail/driver.h>
#include <retort/engine/sqlite/attach.h>
#include <retort/engine/sqlite/connection.h>
#include <retort/engine/sqlite/dialect.h>
#include <retort/engine/sqlite/file_lock.h>
#include <retort/engine/sqlite/open_target.h>

namespace retort::engine {

namespace sqlite {
namespace {

class SqliteDriver final : public detail::Driver {
 public:
  const Dialect& dialect() const override { return dialect_; }

  std::unique_ptr<detail::DriverConnection> connect(const Url& url,
                                                    const Options& options) const override {
    const OpenTarget target = open_target(url, options);
    auto connection = std::make_unique<SqliteConnection>(target, options);
    for (const Attachment& each : attachments(target, options)) connection->attach(each);
    return connection;
  }

  std::unique_ptr<detail::DriverConnection> scratch(const Options& options) const override {
    const OpenTarget memory{.file = {}, .uri = "file::memory:", .in_memory = true};
    return std::make_unique<SqliteConnection>(memory, options);
  }

  std::unique_ptr<detail::DriverLock> try_lock(const Url& url,
                                               std::string_view name) const override {
    const OpenTarget target = open_target(url, {});
    if (target.in_memory) return std::make_unique<detail::DriverLock>();
    return try_file_lock(target.file, name);
  }

  bool in_memory(const Url& url, const Options& options) const override {
    const OpenTarget target = open_target(url, options);
    const auto attached = attachments(target, options);
    return target.in_memory || std::ranges::any_of(attached, [](const Attachment& each) {
             return each.target.in_memory;
           });
  }
  bool is_file(const Url& url) const override { return !open_target(url, {}).in_memory; }

 private:
  SqliteDialect dialect_;
};

}  // namespace
}  // namespace sqlite

namespace detail {

const Driver& sqlite_driver();

const Driver& sqlite_driver() {
  static const sqlite::SqliteDriver driver;
  return driver;
}

}  // namespace detail

}  // namespace retort::engine
