// expect: could not convert

#include "models.h"

using namespace shop;

Item item() { return {.price = "three"}; }
