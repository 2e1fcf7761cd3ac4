// expect: 'class retort::orm::ScopedSession' has no member named 'query'

#include <retort/orm/scoped_session.h>

#include "models.h"

using namespace shop;

auto all(ScopedSession& sessions) { return sessions.query(items); }
