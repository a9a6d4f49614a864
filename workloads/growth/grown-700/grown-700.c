/* grown with 700 functions that are never called. */
#define ALL(EACH) TEN2(EACH, 1) TEN2(EACH, 2) TEN2(EACH, 3) TEN2(EACH, 4) TEN2(EACH, 5) TEN2(EACH, 6) TEN2(EACH, 7)
#include "../grown.h"
