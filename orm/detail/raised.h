// detail::Raised: a flag that is set for as long as it lives, and then what it was before.

#pragma once

#include <utility>

namespace retort::orm::detail {

class Raised {
 public:
  explicit Raised(bool& flag) : flag_(flag), before_(std::exchange(flag, true)) {}
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;
  ~Raised() { flag_ = before_; }

 private:
  bool& flag_;
  bool before_;
};

}  // namespace retort::orm::detail
