// engine::RowReceiver: takes a row while the database has it at hand, so that nothing of it is copied
// (Statement::step).

#pragma once

#include <span>

#include <retort/engine/cell.h>

namespace retort::engine {

class RowReceiver {
 public:
  /// All columns of the row. Their bytes are valid during the call only, and the statement must not be
  /// used in it.
  virtual void receive(std::span<const Cell> row) noexcept = 0;

 protected:
  ~RowReceiver() = default;
};

}  // namespace retort::engine
