// The connections of one engine that nobody uses at the moment.
//
// A connection is lent as a shared_ptr whose deleter brings it back. The pool may be gone by then;
// the connection is closed in that case. A database in memory dies with its connection, so there is
// only one, which is lent to everyone who asks while it is out, and which waits here in between.

#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/detail/driver.h>

namespace retort::engine::detail {

class Pool : public std::enable_shared_from_this<Pool> {
 public:
  Pool(const Driver& driver, Url url, Options options);

  /// Throws ConnectError, PoolTimeout, and what those throw who are told.
  std::shared_ptr<ConnectionState> lend();

  const Driver& driver() const { return driver_; }
  const Url& url() const { return url_; }
  const Options& options() const { return options_; }

 private:
  std::unique_ptr<ConnectionState> open() const;
  std::unique_ptr<DriverConnection> connect() const;
  std::shared_ptr<ConnectionState> lent(std::unique_ptr<ConnectionState> state);
  std::shared_ptr<ConnectionState> lend_one();
  std::shared_ptr<ConnectionState> lend_the_only_one();
  /// Tells of it.
  std::shared_ptr<ConnectionState> checked_out(std::shared_ptr<ConnectionState> state) const;
  void take_back(std::unique_ptr<ConnectionState> state);
  /// Waits until one more may be in use, which it is then. Throws PoolTimeout.
  void wait_for_place(std::unique_lock<std::mutex>& lock);
  void give_up_place();

  const Driver& driver_;
  const Url url_;
  const Options options_;
  const bool only_one_;
  /// Null where nobody is told of anything.
  const std::shared_ptr<const Listeners> listeners_;

  std::mutex mutex_;
  std::vector<std::unique_ptr<ConnectionState>> idle_;
  /// For a database in memory: its connection, where it is out.
  std::weak_ptr<ConnectionState> out_;
  bool opened_ = false;
  std::size_t in_use_ = 0;
  std::condition_variable came_back_;
};

}  // namespace retort::engine::detail
