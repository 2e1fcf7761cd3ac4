// Running queries.

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/expression/parameter.h>
#include <retort/orm/query/change.h>
#include <retort/orm/query/query_base.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// A query as data, with its SQL once it was run.
struct QueryData : Select {
  QueryData() = default;
  explicit QueryData(const Select& select) : Select(select) {}

  /// Written when it is first asked for, and kept until a session with other criteria asks.
  Shared<const Prepared> prepared(const engine::Dialect& dialect,
                                  const CriteriaPtr& session) const {
    const std::scoped_lock lock(mutex_);
    if (!prepared_ || dialect_ != &dialect || session_ != session) {
      prepared_ = new_shared<const Prepared>(prepare(*this, dialect, session.get()));
      dialect_ = &dialect;
      session_ = session;
    }
    return prepared_;
  }

 private:
  mutable std::mutex mutex_;
  mutable Shared<const Prepared> prepared_;
  mutable const engine::Dialect* dialect_ = nullptr;
  mutable CriteriaPtr session_;
};

namespace {

Shared<const Prepared> prepared(const Select& select, const SessionCore& session) {
  return static_cast<const QueryData&>(select).prepared(session.dialect(), session.criteria());
}

/// The value of a parameter; null where it has none.
const Binding* binding_in(const Shared<const std::vector<Binding>>& bindings,
                          std::string_view name) {
  if (!bindings) return nullptr;
  const auto found = std::ranges::find(*bindings, name, &Binding::name);
  return found == bindings->end() ? nullptr : &*found;
}

/// One value out of a query that has this one inside.
Prepared around(std::string_view before, const Select& select, std::string_view after,
                const SessionCore& session) {
  auto sql = render(select, session.dialect(), session.criteria().get());
  sql.text = std::string(before) + sql.text + std::string(after);
  sql.list = {};
  return {LoadPlan(std::vector<SelectItem>(1)), std::move(sql)};
}

}  // namespace

QueryBase::QueryBase(Weak<SessionCore> session, Shared<const Select> select)
    : session_(std::move(session)), select_(std::move(select)) {}

QueryBase::QueryBase(const QueryBase& query, Weak<SessionCore> session)
    : session_(std::move(session)), select_(query.select_), bindings_(query.bindings_) {}

QueryBase::QueryBase(const QueryBase& query, Weak<SessionCore> session, Shared<const Select> select)
    : session_(std::move(session)), select_(std::move(select)), bindings_(query.bindings_) {}

QueryBase::QueryBase(SetOperator op, std::span<const QueryBase* const> queries) {
  if (queries.empty())
    throw QueryError("a union of no queries has no columns; give it one at least");
  auto compound = compound_of(op, queries.front()->select_);
  for (const auto* each : queries.subspan(1)) add_member(*compound, op, each->select_);
  select_ = std::move(compound);
  for (const auto* each : queries) {
    if (session_.expired()) session_ = each->session_;
    add_bindings_of(*each);
  }
}

Shared<Select> new_select() { return new_shared<QueryData>(); }

Shared<Select> QueryBase::copy() const { return new_shared<QueryData>(*select_); }

void QueryBase::add_binding(Binding binding) {
  std::vector<Binding> list;
  if (bindings_) list = *bindings_;
  std::erase_if(list, [&](const Binding& each) { return each.name == binding.name; });
  list.push_back(std::move(binding));
  bindings_ = new_shared<const std::vector<Binding>>(std::move(list));
}

void QueryBase::add_bindings_of(const QueryBase& member) {
  if (!member.bindings_) return;
  for (const auto& binding : *member.bindings_) {
    const auto* known = binding_in(bindings_, binding.name);
    if (known && value_in(known->value) != value_in(binding.value))
      throw QueryError("two queries of a union have different values for the parameter " +
                       std::string(binding.name) +
                       "; use two parameters, or write the values into the queries");
    if (!known) add_binding(binding);
  }
}

Shared<SessionCore> QueryBase::session() const {
  if (auto session = session_.lock()) return session;
  throw DetachedError(
      "this query has no session: it was made with select(), or its session is gone; run it as "
      "session.query(query)");
}

std::string QueryBase::sql() const { return prepared(*select_, *session())->sql.text; }

Cursor QueryBase::run(Shared<const Prepared> prepared) const {
  static const std::vector<Binding> none;
  return Cursor(*session(), std::move(prepared), bindings_ ? *bindings_ : none);
}

Shared<SessionCore> QueryBase::ready() const {
  auto owner = session();
  owner->autoflush([this] { return sql(); });
  if (select_->for_update) owner->lock_for_update(*select_);
  return owner;
}

Cursor QueryBase::open() const {
  const auto owner = ready();
  return run(prepared(*select_, *owner));
}

Cursor QueryBase::open_first() const {
  if (select_->limit) return open();
  const auto owner = ready();
  auto first = *select_;
  set_limit(first, 1);
  return run(new_shared<const Prepared>(prepare(first, owner->dialect(), owner->criteria().get())));
}

Cursor QueryBase::open_plain(std::vector<SelectItem>& items) const {
  const auto owner = ready();
  auto plain = *select_;
  for (auto& item : plain.items) item.plain = item.undeferred = item.entity.mapper != nullptr;
  plain.loading.clear();
  auto prepared =
      new_shared<const Prepared>(prepare(plain, owner->dialect(), owner->criteria().get()));
  items = prepared->plan.select.items;
  return run(std::move(prepared));
}

std::int64_t QueryBase::count() const {
  const auto owner = session();
  owner->autoflush([this] { return sql(); });
  auto cursor = run(new_shared<const Prepared>(
      around("SELECT count(*) AS count_1 \nFROM (", *select_, ") AS anon_1", *owner)));
  cursor.next();
  return cursor.row().int64(0);
}

bool QueryBase::exists() const {
  const auto owner = session();
  owner->autoflush([this] { return sql(); });
  auto cursor =
      run(new_shared<const Prepared>(around("SELECT EXISTS (", *select_, ") AS anon_1", *owner)));
  cursor.next();
  return cursor.row().int64(0) != 0;
}

}  // namespace retort::orm::detail
