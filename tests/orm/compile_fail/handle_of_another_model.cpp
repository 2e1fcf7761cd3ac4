// expect: retort: this relationship refers to another model than the handle does

#include "models.h"

using namespace shop;

void assign(const Handle<Item>& item, const Handle<Item>& other) { item->order = other; }
