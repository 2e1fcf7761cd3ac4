// expect: retort: a column is set to values of its own kind

#include "models.h"

using namespace shop;

auto statement(const Session& session) { return session.update(items).set(items.price, "three"); }
