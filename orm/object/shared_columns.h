// Foreign keys that have a column in common: (company_id, order_id) and (company_id, product_id). What
// one relationship writes there changes what the other one refers to.

#pragma once

namespace retort::orm::detail {

class Instance;

/// Throws ValidationError where the object was given along one foreign key what does not go with what
/// it was given along another. A key whose columns all lie in a larger one follows that one.
void check_parents_agree(Instance& child);

}  // namespace retort::orm::detail
