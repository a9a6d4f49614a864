/* grown with 2000 functions that are never called. */
#define ALL(EACH) TEN3(EACH, 1) TEN3(EACH, 2)
#include "../grown.h"
