// expect: retort: insert() takes an entity, or a vector or span of entities

#include "models.h"

using namespace shop;

void insert(Session& session) { session.insert(std::vector{1, 2}); }
