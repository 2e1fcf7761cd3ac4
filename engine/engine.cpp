#include <retort/engine/engine.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include <retort/engine/detail/pool.h>
#include <retort/engine/error.h>

namespace retort::engine {

namespace {

const detail::Driver& driver_of(const Url& url) {
  if (const detail::Driver* driver = detail::find_driver(url.scheme)) return *driver;
  throw UrlError("this build knows no database \"" + url.scheme + "\" (it knows " +
                 RETORT_DATABASES + "): " + url.text());
}

}  // namespace

Engine::Engine(std::string_view url, Options options)
    : Engine(Url::parse(url), std::move(options)) {}

Engine::Engine(Url url, Options options) {
  const detail::Driver& driver = driver_of(url);
  pool_ = std::make_shared<detail::Pool>(driver, std::move(url), std::move(options));
}

Connection Engine::connect() { return Connection(pool_->lend()); }

Connection Engine::scratch() const {
  const detail::Driver& driver = pool_->driver();
  const Options& options = pool_->options();
  return Connection(std::make_shared<detail::ConnectionState>(
      driver.scratch(options), driver.dialect(), nullptr, options.statement_cache));
}

bool Engine::exists() const {
  std::error_code ignored;
  const auto path = file();
  return !path || std::filesystem::exists(*path, ignored);
}

std::optional<std::filesystem::path> Engine::file() const {
  if (!pool_->driver().is_file(url())) return std::nullopt;
  return url().database;
}

const Url& Engine::url() const { return pool_->url(); }
const Dialect& Engine::dialect() const { return pool_->driver().dialect(); }

}  // namespace retort::engine
