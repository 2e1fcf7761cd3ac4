#include <retort/migrate/detail/line_diff.h>

#include <algorithm>

namespace retort::migrate::detail {

namespace {

constexpr std::size_t context = 3;

struct Line {
  char mark;  // ' ' in both, '-' in the first only, '+' in the second only
  const std::string* text;
};

using Lines = std::vector<std::string>;

// Myers' greedy algorithm: its cost grows with the number of differences, not with the size of the
// schemas (E. W. Myers, An O(ND) Difference Algorithm, 1986). `reach[d][k + d]` is how far into `from`
// d changes lead on diagonal k, where k is the place in `from` less the place in `to`.
class Comparison {
 public:
  Comparison(const Lines& from, const Lines& to) : from_(from), to_(to) {}

  std::vector<Line> lines() {
    while (!explore()) {
    }
    std::vector<Line> result = walk_back();
    std::ranges::reverse(result);
    return result;
  }

 private:
  using Reach = std::vector<std::ptrdiff_t>;

  std::ptrdiff_t from_size() const { return std::ssize(from_); }
  std::ptrdiff_t to_size() const { return std::ssize(to_); }
  const std::string& from_line(std::ptrdiff_t x) const {
    return from_[static_cast<std::size_t>(x)];
  }
  const std::string& to_line(std::ptrdiff_t y) const { return to_[static_cast<std::size_t>(y)]; }
  static std::ptrdiff_t at(const Reach& reach, std::ptrdiff_t k) {
    return reach[static_cast<std::size_t>(k + std::ssize(reach) / 2)];
  }

  // Whether the last of d changes on diagonal k is an insertion, given where d - 1 changes lead.
  static bool is_insertion(const Reach& before, std::ptrdiff_t d, std::ptrdiff_t k) {
    return k == -d || (k != d && at(before, k - 1) < at(before, k + 1));
  }

  // One change more; true when the end is reached.
  bool explore() {
    const std::ptrdiff_t d = std::ssize(reach_);
    Reach reach(static_cast<std::size_t>(2 * d + 1));
    bool done = false;
    for (std::ptrdiff_t k = -d; k <= d && !done; k += 2) {
      std::ptrdiff_t x = 0;
      if (d > 0)
        x = is_insertion(reach_.back(), d, k) ? at(reach_.back(), k + 1)
                                              : at(reach_.back(), k - 1) + 1;
      while (x < from_size() && x - k < to_size() && from_line(x) == to_line(x - k)) ++x;
      reach[static_cast<std::size_t>(k + d)] = x;
      done = x >= from_size() && x - k >= to_size();
    }
    reach_.push_back(std::move(reach));
    return done;
  }

  std::vector<Line> walk_back() const {
    std::vector<Line> result;
    std::ptrdiff_t x = from_size();
    std::ptrdiff_t y = to_size();
    const auto same_until = [&](std::ptrdiff_t start) {
      for (; x > start; --x, --y) result.push_back({' ', &from_line(x - 1)});
    };
    for (std::ptrdiff_t d = std::ssize(reach_) - 1; d > 0; --d) {
      const Reach& before = reach_[static_cast<std::size_t>(d - 1)];
      const std::ptrdiff_t k = x - y;
      if (is_insertion(before, d, k)) {
        same_until(at(before, k + 1));
        result.push_back({'+', &to_line(--y)});
      } else {
        same_until(at(before, k - 1) + 1);
        result.push_back({'-', &from_line(--x)});
      }
    }
    same_until(0);
    return result;
  }

  const Lines& from_;
  const Lines& to_;
  std::vector<Reach> reach_;
};

// "12,5": where a hunk begins on one side, and how many lines of that side it has.
std::string range(const std::vector<Line>& lines, std::size_t first, std::size_t last,
                  char other_side) {
  const auto is_here = [&](const Line& line) { return line.mark != other_side; };
  const auto at = [&](std::size_t i) { return lines.begin() + static_cast<std::ptrdiff_t>(i); };
  const auto before = std::count_if(at(0), at(first), is_here);
  const auto count = std::count_if(at(first), at(last), is_here);
  // A side without lines is named by the line that it would come after.
  return std::to_string(before + (count > 0 ? 1 : 0)) + ',' + std::to_string(count);
}

}  // namespace

std::string unified_hunks(const Lines& from, const Lines& to) {
  const std::vector<Line> lines = Comparison(from, to).lines();
  const auto next_change = [&](std::size_t i) {
    while (i < lines.size() && lines[i].mark == ' ') ++i;
    return i;
  };
  std::string text;
  for (std::size_t change = next_change(0); change < lines.size();) {
    const std::size_t first = change - std::min(change, context);
    std::size_t last = change;
    // Changes whose contexts touch are one hunk.
    for (; change < lines.size() && change <= last + 2 * context; change = next_change(last))
      last = change + 1;
    const std::size_t end = std::min(last + context, lines.size());
    text += "@@ -" + range(lines, first, end, '+') + " +" + range(lines, first, end, '-') + " @@\n";
    for (std::size_t i = first; i < end; ++i) text += lines[i].mark + *lines[i].text + '\n';
  }
  return text;
}

}  // namespace retort::migrate::detail
