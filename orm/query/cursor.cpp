// From rows to objects and values.

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/links.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

struct Cursor::State {
  State(SessionCore& owner, const Select& select, const MappedForeignKey* known)
      : session(owner),
        plan(select, known),
        sql(render(plan.select, session.dialect())),
        statement(session.connection().prepare(sql.text)) {
    statement.bind_all(sql.values);
  }

  SessionCore& session;
  LoadPlan plan;
  /// Holds what is bound to the statement.
  Sql sql;
  engine::Statement statement;
};

Cursor::Cursor(SessionCore& session, const Select& select, const MappedForeignKey* known)
    : state_(std::make_unique<State>(session, select, known)) {}

Cursor::~Cursor() = default;

bool Cursor::next() {
  if (!state_->statement.step()) return false;
  for (const auto& eager : state_->plan.eager) {
    auto* owner = instance(eager.owner);
    if (!owner || owner->is_touched()) continue;
    remember_parent(*owner, *eager.relationship->key, instance(eager.item));
  }
  return true;
}

Instance* Cursor::instance(std::size_t item) {
  const auto& mapper = *state_->plan.select.items[item].entity.mapper;
  std::vector<engine::Value> key;
  for (const auto* column : mapper.key) {
    const auto position = column - mapper.columns.data();
    key.push_back(row().value(this->column(item) + static_cast<int>(position)));
    if (std::holds_alternative<engine::Null>(key.back())) return nullptr;
  }
  if (auto* known = state_->session.identities().find({&mapper, std::move(key)})) {
    if (std::exchange(known->expired, false)) read_into(item, *known);
    return known;
  }
  auto made = mapper.make(*state_->session.store());
  read_into(item, *made);
  return &state_->session.enter_loaded(std::move(made));
}

void Cursor::read_into(std::size_t item, Instance& instance) {
  int position = column(item);
  for (const auto& column : instance.mapper.columns) {
    try {
      column.codec->read(row(), position++, column.in(instance.entity()));
    } catch (const ConversionError& error) {
      throw ConversionError("reading " + std::string(instance.mapper.name) + "." +
                            std::string(column.name) + ": " + error.what());
    }
  }
}

const engine::Statement& Cursor::row() const { return state_->statement; }

int Cursor::column(std::size_t item) const { return state_->plan.columns[item]; }

}  // namespace retort::orm::detail
