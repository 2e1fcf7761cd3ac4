// The validator of the models.

#include "models.h"

#include <retort/orm/error.h>

namespace music {

int year_is_valid(int year) {
  if (year < 1950 || year > 2019) throw ValidationError("Illegal year!");
  return year;
}

}  // namespace music
