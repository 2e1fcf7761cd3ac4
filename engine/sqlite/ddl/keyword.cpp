#include <retort/engine/sqlite/ddl/keyword.h>

#include <algorithm>
#include <array>

namespace retort::engine::sqlite::ddl {

namespace {

using Use = Keyword::Use;

// In the order of the alphabet, for binary search.
constexpr auto keywords = std::to_array<Keyword>({
    {"ABORT", Use::name},
    {"ACTION", Use::name},
    {"ADD", Use::reserved},
    {"AFTER", Use::name},
    {"ALL", Use::reserved},
    {"ALTER", Use::reserved},
    {"ALWAYS", Use::name},
    {"ANALYZE", Use::name},
    {"AND", Use::reserved},
    {"AS", Use::reserved},
    {"ASC", Use::name},
    {"ATTACH", Use::name},
    {"AUTOINCREMENT", Use::reserved},
    {"BEFORE", Use::name},
    {"BEGIN", Use::name},
    {"BETWEEN", Use::reserved},
    {"BY", Use::name},
    {"CASCADE", Use::name},
    {"CASE", Use::reserved},
    {"CAST", Use::name},
    {"CHECK", Use::reserved},
    {"COLLATE", Use::reserved},
    {"COLUMN", Use::name},
    {"COMMIT", Use::reserved},
    {"CONFLICT", Use::name},
    {"CONSTRAINT", Use::reserved},
    {"CREATE", Use::reserved},
    {"CROSS", Use::join},
    {"CURRENT", Use::name},
    {"CURRENT_DATE", Use::name},
    {"CURRENT_TIME", Use::name},
    {"CURRENT_TIMESTAMP", Use::name},
    {"DATABASE", Use::name},
    {"DEFAULT", Use::reserved},
    {"DEFERRABLE", Use::reserved},
    {"DEFERRED", Use::name},
    {"DELETE", Use::reserved},
    {"DESC", Use::name},
    {"DETACH", Use::name},
    {"DISTINCT", Use::reserved},
    {"DO", Use::name},
    {"DROP", Use::reserved},
    {"EACH", Use::name},
    {"ELSE", Use::reserved},
    {"END", Use::name},
    {"ESCAPE", Use::reserved},
    {"EXCEPT", Use::reserved},
    {"EXCLUDE", Use::name},
    {"EXCLUSIVE", Use::name},
    {"EXISTS", Use::reserved},
    {"EXPLAIN", Use::name},
    {"FAIL", Use::name},
    {"FILTER", Use::name},
    {"FIRST", Use::name},
    {"FOLLOWING", Use::name},
    {"FOR", Use::name},
    {"FOREIGN", Use::reserved},
    {"FROM", Use::reserved},
    {"FULL", Use::join},
    {"GENERATED", Use::name},
    {"GLOB", Use::name},
    {"GROUP", Use::reserved},
    {"GROUPS", Use::name},
    {"HAVING", Use::reserved},
    {"IF", Use::name},
    {"IGNORE", Use::name},
    {"IMMEDIATE", Use::name},
    {"IN", Use::reserved},
    {"INDEX", Use::reserved},
    {"INDEXED", Use::join},
    {"INITIALLY", Use::name},
    {"INNER", Use::join},
    {"INSERT", Use::reserved},
    {"INSTEAD", Use::name},
    {"INTERSECT", Use::reserved},
    {"INTO", Use::reserved},
    {"IS", Use::reserved},
    {"ISNULL", Use::reserved},
    {"JOIN", Use::reserved},
    {"KEY", Use::name},
    {"LAST", Use::name},
    {"LEFT", Use::join},
    {"LIKE", Use::name},
    {"LIMIT", Use::reserved},
    {"MATCH", Use::name},
    {"MATERIALIZED", Use::name},
    {"NATURAL", Use::join},
    {"NO", Use::name},
    {"NOT", Use::reserved},
    {"NOTHING", Use::reserved},
    {"NOTNULL", Use::reserved},
    {"NULL", Use::reserved},
    {"NULLS", Use::name},
    {"OF", Use::name},
    {"OFFSET", Use::name},
    {"ON", Use::reserved},
    {"OR", Use::reserved},
    {"ORDER", Use::reserved},
    {"OTHERS", Use::name},
    {"OUTER", Use::join},
    {"OVER", Use::name},
    {"PARTITION", Use::name},
    {"PLAN", Use::name},
    {"PRAGMA", Use::name},
    {"PRECEDING", Use::name},
    {"PRIMARY", Use::reserved},
    {"QUERY", Use::name},
    {"RAISE", Use::name},
    {"RANGE", Use::name},
    {"RECURSIVE", Use::name},
    {"REFERENCES", Use::reserved},
    {"REGEXP", Use::name},
    {"REINDEX", Use::name},
    {"RELEASE", Use::name},
    {"RENAME", Use::name},
    {"REPLACE", Use::name},
    {"RESTRICT", Use::name},
    {"RETURNING", Use::reserved},
    {"RIGHT", Use::join},
    {"ROLLBACK", Use::name},
    {"ROW", Use::name},
    {"ROWS", Use::name},
    {"SAVEPOINT", Use::name},
    {"SELECT", Use::reserved},
    {"SET", Use::reserved},
    {"TABLE", Use::reserved},
    {"TEMP", Use::name},
    {"TEMPORARY", Use::name},
    {"THEN", Use::reserved},
    {"TIES", Use::name},
    {"TO", Use::reserved},
    {"TRANSACTION", Use::reserved},
    {"TRIGGER", Use::name},
    {"UNBOUNDED", Use::name},
    {"UNION", Use::reserved},
    {"UNIQUE", Use::reserved},
    {"UPDATE", Use::reserved},
    {"USING", Use::reserved},
    {"VACUUM", Use::name},
    {"VALUES", Use::reserved},
    {"VIEW", Use::name},
    {"VIRTUAL", Use::name},
    {"WHEN", Use::reserved},
    {"WHERE", Use::reserved},
    {"WINDOW", Use::name},
    {"WITH", Use::name},
    {"WITHOUT", Use::name},
});
static_assert(std::ranges::is_sorted(keywords, {}, &Keyword::word));

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Where the keywords of each initial begin, and behind them the end of all: most words are no
// keywords, and a few comparisons have to tell.
constexpr auto begins = [] {
  std::array<std::size_t, 27> result{};
  for (std::size_t initial = 0; initial < 27; ++initial)
    result[initial] = static_cast<std::size_t>(
        std::ranges::lower_bound(keywords, static_cast<char>('A' + initial), {},
                                 [](const Keyword& keyword) { return keyword.word[0]; }) -
        keywords.begin());
  return result;
}();

}  // namespace

const Keyword* find_keyword(std::string_view word) {
  const char initial = word.empty() ? '\0' : upper(word[0]);
  if (initial < 'A' || initial > 'Z') return nullptr;
  const auto letter = static_cast<std::size_t>(initial - 'A');
  for (std::size_t i = begins[letter]; i < begins[letter + 1]; ++i)
    if (std::ranges::equal(keywords[i].word, word, {}, {}, upper)) return &keywords[i];
  return nullptr;
}

}  // namespace retort::engine::sqlite::ddl
