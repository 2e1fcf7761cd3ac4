// expect: retort: with_criteria() takes a condition about the table that it is for

#include "models.h"

using namespace shop;

void narrow(Session& session) { session.with_criteria(items, items.price); }
