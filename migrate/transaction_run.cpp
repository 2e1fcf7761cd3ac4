#include <retort/engine/transaction.h>
#include <retort/migrate/detail/transaction_run.h>
#include <retort/schema/error.h>

namespace retort::migrate::detail {

namespace {

// Sends the statements that undo an envelope, whatever happened in between.
class EnvelopeGuard {
 public:
  explicit EnvelopeGuard(engine::Connection& connection) : connection_(connection) {}
  ~EnvelopeGuard() {
    for (const std::string& sql : after_) {
      try {
        connection_.execute(sql);
      } catch (const Error&) {
        // A connection that cannot even be set back is of no use to anybody; the next statement on
        // it says why.
      }
    }
  }
  EnvelopeGuard(const EnvelopeGuard&) = delete;
  EnvelopeGuard& operator=(const EnvelopeGuard&) = delete;

  void open(const Envelope& envelope) {
    after_ = envelope.after;
    open_ = true;
    for (const std::string& sql : envelope.before) connection_.execute(sql);
  }
  bool is_open() const { return open_; }

 private:
  engine::Connection& connection_;
  std::vector<std::string> after_;
  bool open_ = false;
};

End run_in_callers(engine::Connection& connection, const Body& body) {
  engine::Savepoint savepoint(connection);
  const End end = std::get<End>(body({.in_callers_transaction = true}));
  if (end == End::commit)
    savepoint.release();
  else
    savepoint.rollback();
  return end;
}

}  // namespace

End run_in_transaction(engine::Connection& connection, const Body& body) {
  if (connection.in_transaction()) return run_in_callers(connection, body);
  EnvelopeGuard guard(connection);
  while (true) {
    engine::Transaction transaction(connection, engine::Mode::immediate);
    const std::variant<End, Envelope> result = body({.suspended = guard.is_open()});
    if (const auto* around = std::get_if<Envelope>(&result)) {
      transaction.rollback();
      guard.open(*around);
      continue;
    }
    const End end = std::get<End>(result);
    if (end == End::commit)
      transaction.commit();
    else
      transaction.rollback();
    return end;
  }
}

}  // namespace retort::migrate::detail
