// expect: retort: update_rows() finds rows by their keys, and does not change them

#include "models.h"

using namespace shop;

void save(Session& session, const std::vector<Order>& all) { session.update_rows(all, orders.id); }
