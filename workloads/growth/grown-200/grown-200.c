/* grown with 200 functions that are never called. */
#define ALL(EACH) TEN2(EACH, 1) TEN2(EACH, 2)
#include "../grown.h"
