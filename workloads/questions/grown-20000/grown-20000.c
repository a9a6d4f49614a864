/* grown with 20000 functions that are never called. */
#define ALL(EACH) TEN4(EACH, 1) TEN4(EACH, 2)
#include "../grown.h"
