// expect: retort: insert() takes an entity, or a vector or span of entities

#include "models.h"

using namespace shop;

void insert(Session& session, const Handle<Item>& item) { session.insert(item); }
