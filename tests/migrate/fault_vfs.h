// A file system for SQLite that fails on demand: "retort-faults", for `?vfs=retort-faults` in a URL.
//
//   FaultVfs& vfs = FaultVfs::instance();
//   vfs.arm(FaultVfs::Fault::crash, 17);   // the 17th write, truncation, sync, deletion or creation
//   ...                                    // fails, and everything behind it
//   vfs.lose_power(seed);                  // what was not synced is lost, in part, and torn
//
// It passes everything on to SQLite's own one, and remembers what was not synced. One thread.

#pragma once

#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace retort::tests {

class FaultVfs {
 public:
  enum class Fault {
    none,
    /// One write fails; one sync.
    write,
    sync,
    /// From that write on the disk is full.
    full,
    /// From that call on nothing works.
    crash,
  };

  static FaultVfs& instance() {
    static FaultVfs vfs;
    return vfs;
  }

  /// Counts anew; the fault comes at the call of this number, of those that it is about.
  void arm(Fault fault, int at) {
    fault_ = fault;
    at_ = at;
    calls_ = 0;
    hit_ = false;
    files_.clear();
    deleted_.clear();
  }

  bool hit() const { return hit_; }

  /// Told of each call that changes a file, before it is made.
  std::function<void()> on_call;

  /// Leaves of what was written since the last sync what a machine may leave that stops.
  void lose_power(unsigned seed) {
    std::mt19937 random(seed);
    for (auto& [path, file] : files_) write(path, survived(file, random));
    for (auto& [path, file] : deleted_)
      if (random() % 2 == 0) write(path, survived(file, random));
    for (auto& [path, file] : files_) std::filesystem::remove(path + "-shm");
    arm(Fault::none, 0);
  }

 private:
  /// A write, or with `size` a truncation.
  struct Change {
    std::size_t offset = 0;
    std::string bytes{};
    bool is_truncation = false;
  };
  struct Content {
    std::string synced{};
    std::vector<Change> pending{};
  };
  struct File {
    sqlite3_file base;
    std::string* path;
    sqlite3_file* real;
  };

  FaultVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_), methods_() {
    vfs_.zName = "retort-faults";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.xOpen = [](sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* out) {
      return instance().open(path, file, flags, out);
    };
    vfs_.xDelete = [](sqlite3_vfs*, const char* path, int sync) {
      return instance().remove(path, sync != 0);
    };
    methods_.iVersion = 2;  // without memory mapping, which would write past it
    methods_.xClose = [](sqlite3_file* file) {
      File* mine = as_file(file);
      const int code = mine->real->pMethods->xClose(mine->real);
      delete mine->path;
      return code;
    };
    methods_.xRead = [](sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
      if (instance().is_down()) return SQLITE_IOERR_READ;
      return real(file)->pMethods->xRead(real(file), to, size, offset);
    };
    methods_.xWrite = [](sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
      return instance().write(as_file(file), from, size, offset);
    };
    methods_.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
      return instance().truncate(as_file(file), size);
    };
    methods_.xSync = [](sqlite3_file* file, int flags) {
      return instance().sync(as_file(file), flags);
    };
    methods_.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
      return real(file)->pMethods->xFileSize(real(file), size);
    };
    methods_.xLock = [](sqlite3_file* file, int kind) {
      return real(file)->pMethods->xLock(real(file), kind);
    };
    methods_.xUnlock = [](sqlite3_file* file, int kind) {
      return real(file)->pMethods->xUnlock(real(file), kind);
    };
    methods_.xCheckReservedLock = [](sqlite3_file* file, int* held) {
      return real(file)->pMethods->xCheckReservedLock(real(file), held);
    };
    methods_.xFileControl = [](sqlite3_file* file, int what, void* argument) {
      return real(file)->pMethods->xFileControl(real(file), what, argument);
    };
    methods_.xSectorSize = [](sqlite3_file*) { return 512; };
    methods_.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
    methods_.xShmMap = [](sqlite3_file* file, int region, int size, int extend,
                          void volatile** memory) {
      return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
    };
    methods_.xShmLock = [](sqlite3_file* file, int offset, int count, int flags) {
      return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    };
    methods_.xShmBarrier = [](sqlite3_file* file) {
      real(file)->pMethods->xShmBarrier(real(file));
    };
    methods_.xShmUnmap = [](sqlite3_file* file, int remove) {
      return real(file)->pMethods->xShmUnmap(real(file), remove);
    };
    sqlite3_vfs_register(&vfs_, 0);
  }

  static File* as_file(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return as_file(file)->real; }

  bool is_down() const { return hit_ && fault_ == Fault::crash; }

  // Whether this call is to fail.
  bool fails(bool is_write, bool is_sync) {
    if (is_down()) return true;
    if (on_call) on_call();
    const bool counts = fault_ == Fault::crash || (fault_ == Fault::sync && is_sync) ||
                        ((fault_ == Fault::write || fault_ == Fault::full) && is_write);
    if (!counts) return false;
    const bool is_now = ++calls_ == at_;
    hit_ = hit_ || is_now;
    return is_now || (hit_ && fault_ == Fault::full);
  }

  // Names of files that are gone with their connection are none; nobody looks for them afterwards.
  int open(const char* path, sqlite3_file* file, int flags, int* out) {
    File* mine = as_file(file);
    mine->base.pMethods = nullptr;
    mine->real = reinterpret_cast<sqlite3_file*>(mine + 1);
    const bool is_new = path == nullptr || !std::filesystem::exists(path);
    if (is_new && fails(false, false)) return SQLITE_CANTOPEN;
    const int code = real_->xOpen(real_, path, mine->real, flags, out);
    if (code != SQLITE_OK) return code;
    mine->path = path == nullptr ? nullptr : new std::string(path);
    mine->base.pMethods = &methods_;
    if (path == nullptr) return code;
    deleted_.erase(path);
    if (!files_.contains(path)) files_[path] = {.synced = read(path), .pending = {}};
    return code;
  }

  int write(File* file, const void* from, int size, sqlite3_int64 offset) {
    const std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
    const bool was_down = is_down();
    const bool fails = this->fails(true, false);
    // The one in which everything stops may be on the disk in part.
    if (!fails || (is_down() && !was_down))
      note(file, {static_cast<std::size_t>(offset), bytes, false});
    if (fails) return fault_ == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    return file->real->pMethods->xWrite(file->real, from, size, offset);
  }

  int truncate(File* file, sqlite3_int64 size) {
    if (fails(true, false)) return SQLITE_IOERR_TRUNCATE;
    note(file, {static_cast<std::size_t>(size), "", true});
    return file->real->pMethods->xTruncate(file->real, size);
  }

  int sync(File* file, int flags) {
    if (fails(false, true)) return SQLITE_IOERR_FSYNC;
    const int code = file->real->pMethods->xSync(file->real, flags);
    if (code == SQLITE_OK && file->path != nullptr) {
      Content& content = files_[*file->path];
      for (const Change& change : content.pending) apply(content.synced, change);
      content.pending.clear();
    }
    return code;
  }

  int remove(const char* path, bool sync) {
    if (fails(false, false)) return SQLITE_IOERR_DELETE;
    const int code = real_->xDelete(real_, path, sync ? 1 : 0);
    if (const auto file = files_.find(path); file != files_.end()) {
      if (!sync) deleted_[path] = file->second;
      files_.erase(file);
    }
    return code;
  }

  void note(File* file, Change change) {
    if (file->path != nullptr) files_[*file->path].pending.push_back(std::move(change));
  }

  static void apply(std::string& content, const Change& change) {
    if (change.is_truncation) return content.resize(change.offset);
    if (content.size() < change.offset + change.bytes.size())
      content.resize(change.offset + change.bytes.size());
    content.replace(change.offset, change.bytes.size(), change.bytes);
  }

  // Each change on its own: all of it, nothing, or some sectors.
  static std::string survived(const Content& file, std::mt19937& random) {
    constexpr std::size_t sector = 512;
    std::string content = file.synced;
    for (const Change& change : file.pending) {
      const auto luck = random() % 4;
      if (luck < 2) apply(content, change);
      if (luck != 2 || change.is_truncation) continue;
      for (std::size_t at = 0; at < change.bytes.size(); at += sector)
        if (random() % 2 == 0)
          apply(content, {change.offset + at, change.bytes.substr(at, sector), false});
    }
    return content;
  }

  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  static void write(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  sqlite3_io_methods methods_;
  Fault fault_ = Fault::none;
  int at_ = 0;
  int calls_ = 0;
  bool hit_ = false;
  std::map<std::string, Content> files_;
  /// Whose directory was not synced since.
  std::map<std::string, Content> deleted_;
};

}  // namespace retort::tests
