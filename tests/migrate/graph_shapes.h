// The shapes of Alembic's cases, in the words of graph_builder.h: a line, a branch, a merge, a forest
// whose branches depend on each other, the same with an end that is only effective, twin merges.

#pragma once

#include <migrate/graph_builder.h>

namespace retort::testing {

using Rows = std::vector<std::string>;
using Shape = std::vector<std::string>;

inline const Shape line = {"A", "B(A)", "C(B)", "D(C)"};
inline const Shape branch = {"R", "S(R)", "L1(S) {lbr}", "L2(L1)", "K1(S) {rbr}", "K2(K1)"};
inline const Shape merge = {"R", "L(R)", "K(R)", "M(L+K)", "T(M)"};
inline const Shape forest = {"A1 {alib}", "A2(A1)", "B1 {blib}", "B2(B1) dep A2", "A3(A2)"};
inline const Shape forest_ended = {"A1 {alib}", "A2(A1)", "B1 {blib}", "B2(B1) dep A2"};
inline const Shape twins = {"a",      "b1(a)", "b2(a)", "b3(a)", "c1(b1+b2+b3)", "c2(b1+b2+b3)",
                            "d1(c1)", "d2(c2)"};
inline const Shape diamond = {"A1", "B1 dep A1", "X(A1+B1)"};

}  // namespace retort::testing
