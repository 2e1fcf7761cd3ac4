// expect: retort: by_name<> is given a value that is no enumerator

#include <retort/orm/types/enumeration.h>

enum class Colour { red };

template <>
struct retort::orm::StoredEnum<Colour> : retort::orm::by_name<Colour::red, static_cast<Colour>(5)> {
};

auto stored() { return retort::orm::SqlType<Colour>::store(Colour::red); }
