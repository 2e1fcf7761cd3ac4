// Database files that are found from a folder and not from where the program was started.
//
//   engine::relative_to(engine::Url::parse("sqlite:///app.db"), "/srv/app").text()
//   // sqlite:////srv/app/app.db

#pragma once

#include <filesystem>

#include <retort/engine/url.h>

namespace retort::engine {

/// The URL with the relative path of a database file made to begin at `folder`. Other URLs (full
/// paths, databases in memory or on servers, unknown schemes) are left as they are. Throws UrlError
/// for parts that such a URL may not have.
Url relative_to(Url url, const std::filesystem::path& folder);

}  // namespace retort::engine
