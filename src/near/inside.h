/* What the files of this folder share. May include: base, law. */
#ifndef NEAR_INSIDE_H
#define NEAR_INSIDE_H
#include "near/near.h"

/* The lists as they are built in: a row a line, cells parted by tabs (tools/near-rows). Not in a
 * header: an analyser that reads a million bytes as a list of numbers does not come to an end. */
extern const text near_communes, near_places, near_courts;
/* Takes the next line off *rows and cuts it at its tabs; false at the end. */
bool near_cells(text *rows, text *cells, int count);

/* Capitals and digits, words parted by one blank, SAINT and SAINTE in full; nothing at the ends. */
void near_fold(struct writer *out, text from);

/* How many letters were typed wrong, left out, put in or changed round (optimal string alignment);
 * more than max: max + 1. Words of at most NEAR_TYPED_MAX bytes. */
int near_slips(text a, text b, int max);

#endif
