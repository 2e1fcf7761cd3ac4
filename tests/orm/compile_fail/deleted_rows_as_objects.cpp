// expect: retort: rows that were deleted cannot be objects of the session; return

#include "models.h"

using namespace shop;

auto statement(const Session& session) { return session.delete_from(items).returning(items); }
