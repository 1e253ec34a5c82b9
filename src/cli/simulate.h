/* abri simulate: what the aid comes to for a whole population, as CSV or as sums.
 * May include: nothing. */
#ifndef CLI_SIMULATE_H
#define CLI_SIMULATE_H

/* argv[0] is the command's own name. 0 done, 1 the world failed, 2 the input is wrong: OUT.csv is
 * then not written; standard output, which takes rows as they come, is not complete. */
int simulate_main(int argc, char **argv);

#endif
