// Which part of a URL is a path, only the database's driver knows.

#include <retort/engine/relative_url.h>

#include <retort/engine/detail/driver.h>

namespace retort::engine {

Url relative_to(Url url, const std::filesystem::path& folder) {
  const detail::Driver* driver = detail::find_driver(url.scheme);
  // A full path stays itself: that is what operator/ does with one.
  if (driver && driver->is_file(url)) url.database = (folder / url.database).string();
  return url;
}

}  // namespace retort::engine
