#include <retort/migrate/embed.h>

#include <algorithm>
#include <string_view>

#include <retort/migrate/error.h>
#include <retort/migrate/graph.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

// Far below the 65,535 characters that the C++ standard wants a compiler to take, and below the
// 16,380 of one that takes less.
constexpr std::size_t longest_piece = 16000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void require_identifier(std::string_view name) {
  const bool good = !name.empty() && is_letter(name.front()) &&
                    std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c); });
  if (!good) throw MigrateError("\"" + std::string(name) + "\" is no name in C++");
}

void require_namespace(std::string_view name) {
  for (std::size_t end; (end = name.find("::")) != name.npos; name.remove_prefix(end + 2))
    require_identifier(name.substr(0, end));
  require_identifier(name);
}

void append_escaped(std::string& source, char c) {
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '\n': source += "\\n"; return;
    case '\t': source += "\\t"; return;
    case '"': source += "\\\""; return;
    case '\\': source += "\\\\"; return;
    case '?': source += "\\?"; return;  // two of them and a third character are a trigraph
    default: break;
  }
  if (byte >= 0x20 && byte < 0x7f) {
    source += c;
    return;
  }
  // Always three digits, so that a digit that follows is no part of it.
  source += '\\';
  for (const int shift : {6, 3, 0}) source += static_cast<char>('0' + ((byte >> shift) & 7));
}

std::string literal(std::string_view text) {
  std::string source = "\"";
  for (const char c : text) append_escaped(source, c);
  return source + '"';
}

// One piece as a std::string_view: a literal for each line, with the length, so that nothing has to
// look for its end.
void append_piece(std::string& source, std::string_view piece) {
  const std::size_t size = piece.size();
  source += "    {";
  for (bool first = true; !piece.empty(); first = false) {
    const std::size_t end = std::min(piece.find('\n'), piece.size() - 1) + 1;
    source += (first ? "" : "\n     ") + literal(piece.substr(0, end));
    piece.remove_prefix(end);
  }
  source += ", " + std::to_string(size) + "},\n";
}

std::string file_constant(std::size_t number, std::string_view text) {
  std::string source = "constexpr std::string_view file_" + std::to_string(number) + "[] = {\n";
  for (std::size_t begin = 0; begin < text.size(); begin += longest_piece)
    append_piece(source, text.substr(begin, longest_piece));
  return source + "};\n";
}

std::string code_of(const Graph& graph, const std::vector<fs::path>& paths,
                    const EmbedOptions& options) {
  std::string code = "// Written by `migrate embed`.\n\n#include \"" + options.name +
                     ".h\"\n\nnamespace " + options.name_space + " {\n\n";
  const std::string function = "retort::migrate::EmbeddedScripts " + options.name + "() { return ";
  if (graph.empty()) return code + function + "{}; }\n\n}\n";

  code += "namespace {\n\n";
  std::string files = "constexpr retort::migrate::EmbeddedFile files[] = {\n";
  for (std::size_t i = 0; i < paths.size(); ++i) {
    code += file_constant(i, graph.revisions()[i].text);
    files += "    {" + literal(paths[i].generic_string()) + ", file_" + std::to_string(i) + "},\n";
  }
  std::vector<std::string> heads;
  for (const Revision* head : graph.heads()) heads.push_back(head->revision);
  std::ranges::sort(heads);
  code += "\n" + files + "};\n\nconstexpr std::string_view heads[] = {\n";
  for (const std::string& head : heads) code += "    " + literal(head) + ",\n";
  return code + "};\n\n}  // namespace\n\n" + function + "{files, heads}; }\n\n}  // namespace " +
         options.name_space + "\n";
}

std::string header_of(const EmbedOptions& options) {
  return "// Written by `migrate embed`.\n\n#pragma once\n\n#include "
         "<retort/migrate/embedded.h>\n\n"
         "namespace " +
         options.name_space + " {\n\nretort::migrate::EmbeddedScripts " + options.name +
         "();\n\n}  // namespace " + options.name_space + "\n";
}

}  // namespace

EmbeddedSource embed(const std::vector<fs::path>& folders, const EmbedOptions& options) {
  require_identifier(options.name);
  require_namespace(options.name_space);
  EmbeddedSource source{.header = header_of(options)};
  std::vector<Revision> all;
  std::vector<fs::path> paths;
  for (const fs::path& folder : folders) {
    source.inputs.push_back(folder);
    if (options.recursive)
      for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_directory()) source.inputs.push_back(entry.path());
    const fs::path beside = fs::absolute(folder).lexically_normal() / "";
    for (Revision& revision : read_revisions(folder, options.recursive)) {
      load(revision);  // mistakes below the header are found now, too
      source.inputs.push_back(revision.path);
      paths.push_back(beside.parent_path().filename() /
                      revision.path.lexically_relative(folder).lexically_normal());
      all.push_back(std::move(revision));
    }
  }
  source.code = code_of(Graph(std::move(all)), paths, options);
  return source;
}

}  // namespace retort::migrate
