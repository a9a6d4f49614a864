/* What this system charges a program for what every start consists of. */
#pragma once

/* Measures the costs and prints them as one line of JSON. Returns the exit code to end with. */
int print_costs(void);
