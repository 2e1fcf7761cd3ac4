#include <retort/cli/detail/tree.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>

namespace retort::cli::detail {

namespace {

using migrate::Revision;

struct Signs {
  std::string_view node, line, branch, across, crossing, join, split;
};
constexpr Signs ascii = {"*", "|", "|", "-", "+", "'", "."};
constexpr Signs boxes = {"●", "│", "├", "─", "┼", "╯", "╮"};

class Tree {
 public:
  Tree(std::ostream& out, const migrate::Graph& graph, const std::vector<const Revision*>& shown,
       bool unicode)
      : out_(out),
        graph_(graph),
        shown_(shown.begin(), shown.end()),
        sign_(unicode ? boxes : ascii) {}

  void draw(const Revision& revision, const std::string& text) {
    const std::size_t own = lane_of(&revision);
    for (std::size_t other = own + 1; other < lanes_.size(); ++other)
      if (lanes_[other] == &revision) {
        print_bend(own, other, sign_.join);
        lanes_[other] = nullptr;
      }
    trim();
    print_node(own, text.substr(0, text.find('\n')));

    std::vector<const Revision*> parents;
    for (const std::string& id : revision.down_revisions)
      if (const Revision* parent = graph_.find(id); shown_.contains(parent))
        parents.push_back(parent);
    lanes_[own] = parents.empty() ? nullptr : parents.front();
    // The text's other lines stand beside the lanes as they go on.
    if (const std::size_t end = text.find('\n'); end != text.npos) {
      std::istringstream rest(text.substr(end + 1));
      for (std::string line; std::getline(rest, line);) print_lanes(line);
    }
    for (std::size_t i = 1; i < parents.size(); ++i) {
      const std::size_t lane = free_lane(own + 1);
      lanes_[lane] = parents[i];
      print_bend(own, lane, sign_.split);
    }
    trim();
  }

 private:
  // The first lane that waits for a revision, or a new one.
  std::size_t lane_of(const Revision* revision) {
    const auto found = std::ranges::find(lanes_, revision);
    if (found != lanes_.end()) return static_cast<std::size_t>(found - lanes_.begin());
    const std::size_t lane = free_lane(0);
    lanes_[lane] = revision;
    return lane;
  }

  std::size_t free_lane(std::size_t from) {
    for (std::size_t lane = from; lane < lanes_.size(); ++lane)
      if (lanes_[lane] == nullptr) return lane;
    lanes_.push_back(nullptr);
    return lanes_.size() - 1;
  }

  void trim() {
    while (!lanes_.empty() && lanes_.back() == nullptr) lanes_.pop_back();
  }

  std::string_view plain(std::size_t lane) const {
    return lanes_[lane] == nullptr ? " " : sign_.line;
  }

  void print_node(std::size_t own, const std::string& text) {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
      out_ << (lane == own ? sign_.node : plain(lane)) << ' ';
    out_ << ' ' << text << '\n';
  }

  void print_lanes(const std::string& text) {
    std::string row;
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) row.append(plain(lane)) += ' ';
    row += ' ' + text;
    row.erase(row.find_last_not_of(' ') + 1);
    out_ << row << '\n';
  }

  // A line from one lane to another on its right.
  void print_bend(std::size_t from, std::size_t to, std::string_view corner) {
    std::string row;
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      const bool inside = lane > from && lane < to;
      if (lane == from)
        row += sign_.branch;
      else if (lane == to)
        row += corner;
      else if (inside)
        row += lanes_[lane] == nullptr ? sign_.across : sign_.crossing;
      else
        row += plain(lane);
      row += lane >= from && lane < to ? sign_.across : std::string_view(" ");
    }
    row.erase(row.find_last_not_of(' ') + 1);
    out_ << row << '\n';
  }

  std::ostream& out_;
  const migrate::Graph& graph_;
  std::set<const Revision*> shown_;
  const Signs& sign_;
  std::vector<const Revision*> lanes_;  // the revision that each lane leads down to
};

}  // namespace

void draw_tree(std::ostream& out, const migrate::Graph& graph,
               const std::vector<const migrate::Revision*>& revisions, bool unicode,
               const std::function<std::string(const migrate::Revision&)>& text) {
  Tree tree(out, graph, revisions, unicode);
  for (const migrate::Revision* revision : revisions) tree.draw(*revision, text(*revision));
}

}  // namespace retort::cli::detail
