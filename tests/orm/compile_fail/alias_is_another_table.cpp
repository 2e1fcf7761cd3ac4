// expect: retort: the query does not select from the table of this column; join it first

#include "models.h"

using namespace shop;

constexpr auto cheap = alias<"cheap">(items);

auto query(const Session& session) { return session.query(items).filter(cheap.price < 3); }
