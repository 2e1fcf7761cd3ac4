// expect: retort: limit() and offset() take a number or a param<>

#include "models.h"

using namespace shop;

auto first(Session& session) { return session.query(items).limit("3"); }
