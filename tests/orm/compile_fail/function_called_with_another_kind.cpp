// expect: retort: the arguments of this function are not of the kinds that its declaration says

#include <retort/orm/expression/sql_function.h>

#include "models.h"

using namespace shop;

constexpr sql_function<"soundex", std::string(std::string)> soundex;

auto sound() { return soundex(items.price); }
