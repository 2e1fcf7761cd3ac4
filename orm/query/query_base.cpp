// Running queries and changing their data.

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/query/query_base.h>

namespace retort::orm::detail {

std::shared_ptr<SessionCore> QueryBase::session() const {
  if (auto session = session_.lock()) return session;
  throw DetachedError("the session of this query is gone; make the query anew from a session");
}

std::string QueryBase::sql() const {
  return render(LoadPlan(select_, nullptr).select, session()->dialect()).text;
}

std::int64_t QueryBase::count() const {
  const auto owner = session();
  owner->autoflush();
  const auto inner = render(select_, owner->dialect());
  const auto sql = "SELECT count(*) AS count_1 \nFROM (" + inner.text + ") AS anon_1";
  return std::get<std::int64_t>(owner->connection().scalar(sql, inner.values).value());
}

std::unique_ptr<Cursor> QueryBase::open() const {
  const auto owner = session();
  owner->autoflush();
  return std::make_unique<Cursor>(*owner, select_);
}

void add_filter(Select& select, const NodePtr& condition) {
  if (select.limit || select.offset)
    throw QueryError(
        "filter() after limit() or offset() would choose before it limits; filter first");
  select.where = make_and(select.where, condition);
}

void add_join(Select& select, const Source& target, NodePtr on, bool outer) {
  if (select.has(target))
    throw QueryError("join(" + std::string(target.mapper->name) + "): the query has this table");
  if (!on) on = join_condition(select, target);
  select.joins.push_back({target, std::move(on), outer});
}

void add_join(Select& select, const MappedRelationship& relationship, bool outer) {
  const Source owner{relationship.owner};
  const Source target{&relationship.target()};
  const auto& parent = relationship.many ? owner : target;
  const auto& child = relationship.many ? target : owner;
  add_join(select, target, key_condition(*relationship.key, parent, child), outer);
}

void throw_no_result(const Select& select) {
  throw NoResultFound("one(): no row of " + std::string(select.from.front().mapper->name) +
                      " was found");
}

void throw_multiple_results(const Select& select) {
  throw MultipleResultsFound("more than one row of " +
                             std::string(select.from.front().mapper->name) +
                             " was found where at most one was asked for");
}

}  // namespace retort::orm::detail
