// Revisions as JSON, for the option --json.

#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <retort/cli/detail/output.h>
#include <retort/migrate/faults.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/operation.h>

namespace retort::cli::detail {

/// Members stay in the order in which they are written.
using Json = nlohmann::ordered_json;

Json json_of(const migrate::Revision& script, const migrate::Graph& graph,
             const Positions* current = nullptr);
Json json_of(const std::vector<const migrate::Revision*>& scripts, const migrate::Graph& graph,
             const Positions* current = nullptr);

/// In words.
Json json_of(const std::vector<migrate::Operation>& operations);
Json json_of(const std::vector<migrate::EditedScript>& edited);
/// Copies of scripts that are missing.
Json json_of(const std::vector<migrate::HistoryEntry>& missing);

/// The text of a document. Bytes that are no UTF-8 become U+FFFD.
std::string text_of(const Json& document);

}  // namespace retort::cli::detail
