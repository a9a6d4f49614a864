/* grown with 18000 functions that are never called. */
#define ALL(EACH) \
    TEN3(EACH, 1) TEN3(EACH, 2) TEN3(EACH, 3) TEN3(EACH, 4) TEN3(EACH, 5) TEN3(EACH, 6) TEN3(EACH, 7) TEN3(EACH, 8) TEN3(EACH, 9) \
    TEN3(EACH, 10) TEN3(EACH, 11) TEN3(EACH, 12) TEN3(EACH, 13) TEN3(EACH, 14) TEN3(EACH, 15) TEN3(EACH, 16) TEN3(EACH, 17) \
    TEN3(EACH, 18)
#include "../grown.h"
