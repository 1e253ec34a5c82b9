/* abri simulate alone, for measures and for its own tests. */
#include "cli/simulate.h"

int main(int argc, char **argv) { return simulate_main(argc, argv); }
