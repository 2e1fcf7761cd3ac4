// expect: retort: get() takes the values of the model's primary key, in its order

#include "models.h"

using namespace shop;

auto third(Session& session) { return session.get<Item>(3, 4); }
