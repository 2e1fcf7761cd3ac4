#include <retort/cli/detail/json.h>

namespace retort::cli::detail {

Json json_of(const migrate::Revision& script, const migrate::Graph& graph,
             const Positions* current) {
  Json children = Json::array();
  for (const migrate::Revision* child : graph.children(script)) children.push_back(child->revision);
  Json json = {{"revision", script.revision},
               {"down_revision", script.down_revisions},
               {"depends_on", script.depends_on},
               {"branch_labels", script.branch_labels},
               {"replaces", script.replaces},
               {"message", script.message},
               {"created", script.created},
               {"path", script.path.string()},
               {"children", std::move(children)},
               {"head", graph.is_head(script)},
               {"effective_head", graph.is_effective_head(script)}};
  if (current != nullptr) json["current"] = current->contains(&script);
  return json;
}

Json json_of(const std::vector<const migrate::Revision*>& scripts, const migrate::Graph& graph,
             const Positions* current) {
  Json json = Json::array();
  for (const migrate::Revision* script : scripts) json.push_back(json_of(*script, graph, current));
  return json;
}

Json json_of(const std::vector<migrate::Operation>& operations) {
  Json texts = Json::array();
  for (const migrate::Operation& operation : operations)
    texts.push_back(migrate::describe(operation));
  return texts;
}

Json json_of(const std::vector<migrate::EditedScript>& edited) {
  Json json = Json::array();
  for (const migrate::EditedScript& one : edited)
    json.push_back({{"revision", one.script.revision},
                    {"path", one.script.path.string()},
                    {"applied", one.applied.started},
                    {"who", one.applied.who}});
  return json;
}

Json json_of(const std::vector<migrate::HistoryEntry>& missing) {
  Json json = Json::array();
  for (const migrate::HistoryEntry& copy : missing)
    json.push_back({{"revision", copy.revision},
                    {"message", migrate::revision_of(copy).message},
                    {"file", copy.file},
                    {"applied", copy.started},
                    {"who", copy.who}});
  return json;
}

std::string text_of(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace retort::cli::detail
