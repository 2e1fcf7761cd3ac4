// expect: retort: get_many() takes values of the model's primary key

#include "models.h"

using namespace shop;

auto some(Session& session) { return session.get_many<Item, std::string>({"one", "two"}); }
