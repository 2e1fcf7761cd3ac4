#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& file, int code) {
  throw MigrateError(std::string(what) + " " + file.string() + ": " + std::strerror(code));
}

// Each of these returns an error number, or 0.

int close_after(int descriptor, int code) {
  if (::fsync(descriptor) != 0 && code == 0 && errno != EINVAL) code = errno;
  if (::close(descriptor) != 0 && code == 0) code = errno;
  return code;
}

int write_to_disk(const std::filesystem::path& file, std::string_view text) {
  constexpr mode_t everybody_reads = 0666;  // less what the umask takes
  const int descriptor =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, everybody_reads);
  if (descriptor < 0) return errno;
  int code = 0;
  while (!text.empty() && code == 0) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      code = errno;
  }
  return close_after(descriptor, code);
}

std::filesystem::path temporary_beside(const std::filesystem::path& file) {
  return file.parent_path() / ("." + file.filename().string() + "." + std::to_string(::getpid()));
}

enum class Kind { any, regular };

// A history is many small files: a stream for each costs more than reading it.
std::string read_file(const std::filesystem::path& file, std::string_view what, Kind kind) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(what, file, errno);
  std::string text;
  int code = 0;
  for (char block[16384];;) {
    const ssize_t length = ::read(descriptor, block, sizeof block);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) code = errno;
    if (length <= 0) break;
    text.append(block, static_cast<std::size_t>(length));
    // POSIX lets a read give less only at the end of such a file; a pipe may give more all the same.
    if (kind == Kind::regular && static_cast<std::size_t>(length) < sizeof block) break;
  }
  ::close(descriptor);
  if (code != 0) fail(what, file, code);
  return text;
}

// The new name itself has to reach the disk, too.
int flush_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // A folder that may be written but not read cannot be flushed; the file is there all the same.
  return descriptor < 0 ? 0 : close_after(descriptor, 0);
}

}  // namespace

int rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  constexpr mode_t nobody = 0;
  const int descriptor = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, nobody);
  if (descriptor < 0) return errno;
  ::close(descriptor);
  if (::rename(from.c_str(), to.c_str()) == 0) return 0;
  const int code = errno;
  ::unlink(to.c_str());
  return code;
}

std::string read_text_file(const std::filesystem::path& file, std::string_view what) {
  return read_file(file, what, Kind::any);
}

std::string read_regular_file(const std::filesystem::path& file, std::string_view what) {
  return read_file(file, what, Kind::regular);
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

void write_over(const std::filesystem::path& file, std::string_view text) {
  if (const int code = write_to_disk(file, text); code != 0) fail("cannot write", file, code);
}

void replace_file(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path temporary = temporary_beside(file);
  int code = write_to_disk(temporary, text);
  std::error_code ignored;
  if (const auto old = std::filesystem::status(file, ignored); std::filesystem::exists(old))
    std::filesystem::permissions(temporary, old.permissions(), ignored);
  if (code == 0 && ::rename(temporary.c_str(), file.c_str()) != 0) code = errno;
  if (code != 0) ::unlink(temporary.c_str());
  if (code == 0) code = flush_folder(file);
  if (code != 0) fail("cannot write", file, code);
}

void write_new_file(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path temporary = temporary_beside(file);
  int code = write_to_disk(temporary, text);
  if (code == 0) {
    // A hard link, unlike a rename, does not replace what somebody else put there in the meantime.
    code = ::link(temporary.c_str(), file.c_str()) == 0 ? 0 : errno;
    // So say filesystems that have no links, such as vfat.
    if (code == EPERM || code == ENOTSUP || code == EOPNOTSUPP || code == ENOSYS)
      code = rename_to_new(temporary, file);
  }
  ::unlink(temporary.c_str());
  if (code == 0) code = flush_folder(file);
  if (code != 0) fail("cannot write", file, code);
}

}  // namespace retort::migrate::detail
