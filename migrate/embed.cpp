#include <retort/migrate/embed.h>

#include <algorithm>
#include <string_view>

#include <retort/migrate/database_graph.h>
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

// A script and its path as seen from beside the folder.
struct File {
  Revision revision{};
  fs::path path{};
};

// The texts as constants, and a list of them; nothing where there are none.
std::string list_of(const std::vector<File>& files, const std::string& name, std::size_t& number) {
  if (files.empty()) return "";
  std::string constants;
  std::string list = "\nconstexpr retort::migrate::EmbeddedFile " + name + "[] = {\n";
  for (const File& file : files) {
    constants += file_constant(number, file.revision.text);
    list += "    {" + literal(file.path.generic_string()) + ", file_" + std::to_string(number++) +
            "},\n";
  }
  return constants + list + "};\n\n";
}

std::string code_of(const std::vector<File>& files, const std::vector<File>& squashed,
                    const EmbedOptions& options) {
  std::vector<Revision> revisions;
  for (const File& file : files) revisions.push_back(file.revision);
  const Graph graph(std::move(revisions));
  std::string code = "// Written by `migrate embed`.\n\n#include \"" + options.name +
                     ".h\"\n\nnamespace " + options.name_space + " {\n\n";
  const std::string function = "retort::migrate::EmbeddedScripts " + options.name + "() { return ";
  if (graph.empty()) return code + function + "{}; }\n\n}\n";

  std::size_t number = 0;
  code += "namespace {\n\n";
  code += list_of(files, "files", number);
  code += list_of(squashed, "squashed", number);
  code += "constexpr std::string_view heads[] = {\n";
  std::vector<std::string> heads;
  for (const Revision* head : graph.heads()) heads.push_back(head->revision);
  std::ranges::sort(heads);
  for (const std::string& head : heads) code += "    " + literal(head) + ",\n";
  return code + "};\n\n}  // namespace\n\n" + function +
         (squashed.empty() ? "{files, heads}" : "{files, heads, squashed}") +
         "; }\n\n}  // namespace " + options.name_space + "\n";
}

std::string header_of(const EmbedOptions& options) {
  return "// Written by `migrate embed`.\n\n#pragma once\n\n#include "
         "<retort/migrate/embedded.h>\n\n"
         "namespace " +
         options.name_space + " {\n\nretort::migrate::EmbeddedScripts " + options.name +
         "();\n\n}  // namespace " + options.name_space + "\n";
}

// Reads folders of scripts, with what was squashed into them.
class Reading {
 public:
  Reading(const EmbedOptions& options, std::vector<fs::path>& inputs)
      : options_(options), inputs_(inputs) {}

  void add(const fs::path& folder) {
    inputs_.push_back(folder);
    if (options_.recursive)
      for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_directory()) inputs_.push_back(entry.path());
    for (Revision& revision : read_revisions(folder, options_.recursive)) {
      add_squashed(revision, folder);
      files.push_back(file(std::move(revision), folder));
    }
  }

  std::vector<File> files{};
  std::vector<File> squashed{};

 private:
  File file(Revision revision, const fs::path& folder) {
    load(revision);  // mistakes below the header are found now, too
    inputs_.push_back(revision.path);
    const fs::path beside = fs::absolute(folder).lexically_normal() / "";
    fs::path path = beside.parent_path().filename() /
                    revision.path.lexically_relative(folder).lexically_normal();
    return {std::move(revision), std::move(path)};
  }

  void add_squashed(const Revision& revision, const fs::path& folder) {
    if (revision.replaces.empty()) return;
    std::vector<Revision> originals = originals_of(revision);
    if (!originals.empty()) inputs_.push_back(folder_of_originals(revision));
    for (Revision& original : originals) {
      add_squashed(original, folder);
      squashed.push_back(file(std::move(original), folder));
    }
  }

  const EmbedOptions& options_;
  std::vector<fs::path>& inputs_;
};

}  // namespace

EmbeddedSource embed(const std::vector<fs::path>& folders, const EmbedOptions& options) {
  require_identifier(options.name);
  require_namespace(options.name_space);
  EmbeddedSource source{.header = header_of(options)};
  Reading reading(options, source.inputs);
  for (const fs::path& folder : folders) reading.add(folder);
  source.code = code_of(reading.files, reading.squashed, options);
  return source;
}

}  // namespace retort::migrate
