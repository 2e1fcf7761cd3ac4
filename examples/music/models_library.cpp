// The models as a shared library, which the `migrate` command can read:
//
//   migrate --models libmusic_models.so check

#include <string>

#include <retort/schema/metadata.h>
#include <retort/schema/toml.h>

#include "models.h"

extern "C" const char* retort_models() {
  static const std::string text = retort::schema::write_toml(retort::orm::metadata());
  return text.c_str();
}
