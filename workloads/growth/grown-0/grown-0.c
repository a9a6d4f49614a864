/* grown with no function that is never called. */
#define ALL(EACH)
#include "../grown.h"
