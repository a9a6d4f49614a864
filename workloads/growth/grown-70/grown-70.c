/* grown with 70 functions that are never called. */
#define ALL(EACH) TEN1(EACH, 1) TEN1(EACH, 2) TEN1(EACH, 3) TEN1(EACH, 4) TEN1(EACH, 5) TEN1(EACH, 6) TEN1(EACH, 7)
#include "../grown.h"
