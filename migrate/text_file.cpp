#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& file, int code) {
  throw MigrateError(std::string(what) + " " + file.string() + ": " + std::strerror(code));
}

}  // namespace

std::string read_text_file(const std::filesystem::path& file, std::string_view what) {
  if (std::filesystem::is_directory(file)) fail(what, file, EISDIR);
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  if (!stream.is_open() || stream.bad()) fail(what, file, errno != 0 ? errno : EIO);
  return text.str();
}

void write_new_file(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path temporary =
      file.parent_path() / ("." + file.filename().string() + "." + std::to_string(::getpid()));
  {
    errno = 0;
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream) {
      const int code = errno;
      std::error_code ignored;
      std::filesystem::remove(temporary, ignored);
      fail("cannot write", file, code != 0 ? code : EIO);
    }
  }
  // A hard link, unlike a rename, does not replace what somebody else put there in the meantime.
  const int linked = ::link(temporary.c_str(), file.c_str());
  const int code = errno;
  ::unlink(temporary.c_str());
  if (linked != 0) fail("cannot write", file, code);
}

}  // namespace retort::migrate::detail
