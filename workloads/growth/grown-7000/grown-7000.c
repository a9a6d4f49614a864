/* grown with 7000 functions that are never called. */
#define ALL(EACH) TEN3(EACH, 1) TEN3(EACH, 2) TEN3(EACH, 3) TEN3(EACH, 4) TEN3(EACH, 5) TEN3(EACH, 6) TEN3(EACH, 7)
#include "../grown.h"
