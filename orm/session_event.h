// What a session tells of: Session::on(). Listeners are kept by the session and called in the order
// in which they were given, on the session's thread; what one throws ends what was being done.

#pragma once

namespace retort::orm {

enum class SessionEvent {
  /// Objects may still be changed, added and removed.
  before_flush,
  after_flush,
  before_commit,
  after_commit,
  after_rollback,
};

/// About one object. Before an insert or update its values may still be changed.
enum class RowEvent {
  before_insert,
  after_insert,
  before_update,
  after_update,
  before_delete,
  after_delete,
  /// It was read from the database for the first time.
  load,
};

}  // namespace retort::orm
