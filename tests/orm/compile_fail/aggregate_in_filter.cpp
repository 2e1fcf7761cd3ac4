// expect: retort: filter() chooses rows before they are grouped

#include "models.h"

using namespace shop;

auto query(const Session& session) { return session.query(items).filter(sum(items.price) > 3); }
