// expect: no matching function for call to 'retort::orm::Session::add(

#include "models.h"

using namespace shop;

void add(Session& session) { session.add(items); }
