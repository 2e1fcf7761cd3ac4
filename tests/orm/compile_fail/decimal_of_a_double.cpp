// expect: use of deleted function 'retort::orm::Decimal<Scale, Storage>::Decimal(auto:
#include <retort/orm/types/decimal.h>

retort::orm::Decimal<2> price() { return 19.99; }
