#include <retort/engine/sqlite/open_target.h>

#include <charconv>
#include <cstdint>
#include <string_view>

#include <retort/engine/error.h>

namespace retort::engine::sqlite {

namespace {

void check_parts(const Url& url) {
  if (url.user.empty() && url.password.empty() && url.host.empty() && url.port == 0) return;
  // sqlite://app.db would otherwise be a database in memory, and lose all that is put into it.
  throw UrlError("a SQLite database has no host and no user: " + url.text() +
                 " (a file has three slashes, " + url.scheme +
                 ":///app.db, and four with its full "
                 "path)");
}

void apply_mode(std::string_view mode, const Url& url, OpenTarget& target) {
  if (mode == "memory")
    target.in_memory = true;
  else if (mode == "ro")
    target.write = target.create = false;
  else if (mode == "rw")
    target.create = false;
  else if (mode != "rwc")
    throw UrlError("mode=" + std::string(mode) + " is none of ro, rw, rwc, memory: " + url.text());
}

std::chrono::milliseconds seconds(std::string_view text, const Url& url) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || !(value >= 0 && value < 1e9))
    throw UrlError("timeout=" + std::string(text) + " is no number of seconds: " + url.text());
  return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
}

std::string encoded(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c == '%')
      result += "%25";
    else if (c == '?')
      result += "%3f";
    else if (c == '#')
      result += "%23";
    else
      result += c;
  }
  return result;
}

// The path always comes as a URI, with the empty host before a full path: so it means the same
// whatever it begins with and however the library was built.
std::string uri_of(const OpenTarget& target, const std::string& query) {
  if (target.in_memory) return "file::memory:" + query;
  return (target.file.starts_with('/') ? "file://" : "file:") + encoded(target.file) + query;
}

}  // namespace

OpenTarget open_target(const Url& url, const Options& options) {
  check_parts(url);
  OpenTarget target{.file = url.database, .busy_timeout = options.busy_timeout};
  target.in_memory = url.database.empty() || url.database == ":memory:";
  std::string query;
  for (const auto& [key, value] : url.options) {
    if (key == "mode")
      apply_mode(value, url, target);
    else if (key == "timeout")
      target.busy_timeout = seconds(value, url);
    else if (key == "immutable" || key == "nolock" || key == "vfs")
      query += (query.empty() ? '?' : '&') + key + '=' + encoded(value);
    else
      throw UrlError("unknown option \"" + key +
                     "\" (there are mode, timeout, immutable, nolock, vfs): " + url.text());
  }
  if (options.read_only) target.write = target.create = false;
  if (!options.create) target.create = false;
  if (target.in_memory) target.file.clear();
  target.uri = uri_of(target, query);
  return target;
}

}  // namespace retort::engine::sqlite
