// retort::Error, the root of everything Retort throws.
//
//   try { ... } catch (const retort::Error& error) { std::cerr << error.what() << '\n'; }
//
// what() is one line that says what was being done, to what, and what to do about it. Subclasses
// exist only where a caller acts differently: engine/error.h has those of a database,
// migrate/error.h those of the migration side, orm/error.h those of a session.
// It never holds a password.

#pragma once

#include <stdexcept>

namespace retort {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace retort
