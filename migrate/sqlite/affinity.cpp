#include <retort/migrate/sqlite/affinity.h>

#include <string>

namespace retort::migrate::sqlite {

Affinity affinity(std::string_view type, bool strict) {
  std::string upper;
  for (const char c : type) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto has = [&](std::string_view word) { return upper.find(word) != std::string::npos; };
  if (has("INT")) return Affinity::integer;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return Affinity::text;
  if (upper.empty() || has("BLOB") || (strict && upper == "ANY")) return Affinity::none;
  if (has("REAL") || has("FLOA") || has("DOUB")) return Affinity::real;
  return Affinity::numeric;
}

}  // namespace retort::migrate::sqlite
