// The grown models as a shared library for the `migrate` command.

#include <string>

#include <retort/schema/metadata.h>
#include <retort/schema/toml.h>

#include "models.h"

extern "C" const char* retort_models() {
  static const std::string text = retort::schema::write_toml(music::grown::metadata());
  return text.c_str();
}
