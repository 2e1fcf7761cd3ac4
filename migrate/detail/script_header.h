// The header that scripts in TOML and scripts in SQL have in common.

#pragma once

#include <string_view>

#include <retort/migrate/error.h>
#include <retort/migrate/script.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>

namespace retort::migrate::detail {

Revision read_header(schema::detail::TomlReader& reader);
schema::detail::TomlFields header_fields(const Revision& revision);

/// Calls `read` with a reader of the text. Whatever is wrong with it, a key that `read` did not ask
/// for included, becomes a MigrateError.
template <class Read>
auto with_reader(std::string_view text, const std::filesystem::path& path, Read read) {
  try {
    const std::string source = path.string();
    const schema::detail::TomlTable root = schema::detail::parse_toml(text, source);
    schema::detail::TomlReader reader(root, 1, source, "script");
    auto result = read(reader);
    reader.finish();
    return result;
  } catch (const MigrateError&) {
    throw;
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
}

}  // namespace retort::migrate::detail
