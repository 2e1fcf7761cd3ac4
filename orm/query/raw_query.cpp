// Running statements that were written by hand.

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/query/raw_query.h>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

void check_columns(Cursor& cursor, std::size_t width) {
  const auto count = static_cast<std::size_t>(cursor.row().column_count());
  if (count == width) return;
  throw QueryError("the statement gives " + std::to_string(count) + " columns, and " +
                   std::to_string(width) + " are read [SQL: " + cursor.row().sql() + "]");
}

Shared<SessionCore> RawBase::session() const {
  if (auto session = session_.lock()) return session;
  throw DetachedError("the session of this statement is gone; make it anew from a session");
}

std::string RawBase::sql() const { return render(text_, session()->dialect()).text; }

Cursor RawBase::run(std::vector<SelectItem> items) const {
  const auto owner = session();
  owner->autoflush([this] { return sql(); });
  auto prepared = new_shared<const Prepared>(
      Prepared{LoadPlan(std::move(items)), render(text_, owner->dialect())});
  return Cursor(*owner, std::move(prepared), std::vector<engine::Value>{});
}

Cursor RawBase::open(std::size_t width) const {
  auto cursor = run(std::vector<SelectItem>(width));
  check_columns(cursor, width);
  return cursor;
}

Cursor RawBase::open_any() const { return run({}); }

std::int64_t RawBase::run() const {
  const auto owner = session();
  owner->autoflush([this] { return sql(); });
  const auto sql = render(text_, owner->dialect());
  owner->wrote_unseen();
  auto& connection = owner->connection();
  owner->check_may_run(connection.prepare(sql.text));
  return connection.execute(sql.text, sql.values);
}

}  // namespace retort::orm::detail
