#include <retort/engine/sqlite/file_lock.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace retort::engine::sqlite {

namespace {

class FileLock final : public detail::DriverLock {
 public:
  FileLock(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  // Gone before it is unlocked, so that nobody can lock a file that is about to go.
  ~FileLock() override {
    ::unlink(path_.c_str());
    ::close(descriptor_);
  }

 private:
  std::string path_;
  int descriptor_;
};

// Whether the path still names the file that was opened: its holder may have removed it while this
// process was about to lock it.
bool is_still(const std::string& path, int descriptor) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// The same for every way to the file, as SQLite itself follows links.
std::string lock_path(const std::string& database, std::string_view name) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::weakly_canonical(database, error);
  return (error ? database : file.string()) + "-" + std::string(name);
}

}  // namespace

std::unique_ptr<detail::DriverLock> try_file_lock(const std::string& database,
                                                  std::string_view name) {
  const std::string path = lock_path(database, name);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return std::make_unique<detail::DriverLock>();
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !is_still(path, descriptor)) {
    ::close(descriptor);
    return nullptr;
  }
  return std::make_unique<FileLock>(path, descriptor);
}

}  // namespace retort::engine::sqlite
