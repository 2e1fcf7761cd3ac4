// expect: retort: these are columns of the entities' own table

#include "models.h"

using namespace shop;

void save(Session& session) { session.upsert(Order{.customer = "Ann"}, items.price); }
