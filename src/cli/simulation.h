/* The inside of abri simulate: options, rows to amounts, pieces of the file in turn, sums.
 * May include: base, law, wire. */
#ifndef CLI_SIMULATION_H
#define CLI_SIMULATION_H
#include "base/arena.h"
#include "law/amount.h"
#include "law/funds.h"
#include "law/words.h"
#include "wire/csv.h"

/* The aid exists since 28 November 2023; requests are bounded above as everywhere. */
#define SIMULATION_FIRST_DAY   DATE(2023, 11, 28)
#define SIMULATION_LAST_DAY    DATE(2150, 12, 31)
#define SIMULATION_DAYS_MAX    46500
#define SIMULATION_THREADS_MAX 64
#define SIMULATION_PIECE_BYTES \
    ((ptrdiff_t)256 * 1024) /* read at once by one thread; no line is longer */
#define SIMULATION_BAD_SHOWN   20
#define SIMULATION_DEPARTMENTS 128
#define SIMULATION_SCALES_MAX  64

/* The amounts a row gets: under the law as it is and, when asked, under the reform. */
enum variant { BASELINE, REFORM, VARIANTS_MAX };

/* What simulate reads of a row. The last two must be absent: simulate writes them. */
enum simulation_column { RESOURCES, CHILDREN, DAY, DEPARTMENT, AMOUNT, FORM, SIMULATION_COLUMNS };

struct simulation {
    const char *input, *output; /* "-": standard input; NULL: standard output */
    const char *from, *query;   /* instead of an input: an address of PostgreSQL, what to ask it */
    bool summary, skip_bad;
    const char *table, *report; /* of a reform, as CSV and as a page; NULL: not asked for */
    enum language language;     /* of the page */
    bool sums;                  /* any of the three is asked for */
    bool writes_rows;           /* CSV is asked for: always, but for sums alone */
    int threads;
    date day; /* NO_DATE: from the file */
    const struct department *department;
    enum smic_reference smic_reference;
    bool has_reform;
    struct reform reform;

    struct csv_wanted wanted[SIMULATION_COLUMNS];
    struct csv_header header;
};

/* ---- sums ---- */

struct sum {
    int64_t rows, cents, loans;
};
struct totals {
    struct sum by_department[SIMULATION_DEPARTMENTS], by_children[REQUEST_CHILDREN_MAX + 1];
};
void simulation_add(struct totals *to, const struct totals *from);

/* What the reform changes for the rows of a group. Gains and losses are cents, neither negative. */
struct change {
    int64_t rows, baseline, reform, winners, losers, gained, lost;
};
/* By what a household has a month, in steps; the last place holds all that is above. */
#define SIMULATION_BAND_CENTS 25000
#define SIMULATION_BANDS      13
struct changes {
    struct change by_department[SIMULATION_DEPARTMENTS], by_children[REQUEST_CHILDREN_MAX + 1],
        by_band[SIMULATION_BANDS];
};
/* Counts `count` rows, none negative; the groups are within their tables. */
struct change_rows {
    const int32_t *department, *children, *resources, *baseline, *reform;
    int count;
};
void changes_count(struct changes *to, const struct change_rows *rows);
void changes_add(struct changes *to, const struct changes *from);
struct change changes_whole(const struct changes *changes);
/* Each group that has rows, départements first, then children, then bands: false at the end.
 * `*place` begins at 0. *ret_key: the code, the number, or the lower bound in cents. */
enum change_group { CHANGE_DEPARTMENT, CHANGE_CHILDREN, CHANGE_BAND, CHANGE_GROUPS };
struct change_line {
    enum change_group group;
    int key; /* the département's place, the number of children, the band */
    const struct change *change;
};
bool changes_next(const struct changes *changes, int *place, struct change_line *ret);
/* "59", "2", "0-25000" (cents a month, the second not reached), "300000-". */
void write_change_key(struct writer *out, const struct change_line *line);
/* The lines as CSV: group, key, then the numbers in cents. */
void write_change_table(struct writer *out, const struct changes *changes);
/* The page: figures, drawings, tables; it stands alone and needs no script. HOST when the arena is
 * too small. */
MUST_USE err changes_page(const struct simulation *simulation, const struct changes *changes,
                          struct arena *a, text *ret);
/* The sums as JSON, for people and programs. */
void write_summary(struct writer *out, const struct simulation *simulation,
                   const struct totals totals[VARIANTS_MAX], const struct changes *changes,
                   int64_t bad);

/* ---- rows ---- */

/* The scales met so far: few, for many days have the same amounts in force. */
struct scales {
    int16_t of_day[2][SIMULATION_DAYS_MAX]; /* by Mayotte or not: place + 1, or 0: not met */
    struct scale met[VARIANTS_MAX][SIMULATION_SCALES_MAX];
    int count;
};

/* ",grant" or ",loan", in a room that is copied whole. */
struct ending {
    char bytes[16];
    int length;
};

/* What one thread holds: a piece of the file, its rows, what they become. */
struct work {
    const struct simulation *simulation;
    struct run *run; /* whose pieces it takes */
    struct scales scales;
    struct csv_rows rows;
    int32_t amounts[VARIANTS_MAX][CSV_ROWS], loans[VARIANTS_MAX][CSV_ROWS];
    int16_t scale[CSV_ROWS];
    struct totals totals[VARIANTS_MAX];
    struct changes changes;

    char piece[SIMULATION_PIECE_BYTES + CSV_PADDING];
    ptrdiff_t piece_length;
    int64_t turn;  /* place of the piece in the file */
    bool too_long; /* the piece is one line that does not end */

    int64_t lines, rows_count;                /* of the piece */
    struct csv_bad bad[SIMULATION_BAD_SHOWN]; /* the first of the lines left out */
    int64_t bad_count;
    bool stop; /* the run ends with this line */
    struct csv_bad last;
    struct ending grant, loan;
    struct writer out;
};

/* The columns simulate reads, and how. */
void simulation_columns(struct simulation *simulation);
/* Fills what the file leaves to the options. Once, before the first piece. */
void simulation_begin(struct work *work, const struct simulation *simulation);
/* Whole lines become amounts, sums and text. */
void simulation_piece(struct work *work);

/* ---- text ---- */

/* Prepares what follows the amounts. Once, before the first piece. */
void simulation_endings(struct work *work);
/* The batch as lines, after those that are there. */
void simulation_write(struct work *work);
/* Room for what a piece may become. */
ptrdiff_t simulation_out_bytes(void);

/* ---- a table of PostgreSQL ---- */

struct table;
/* Asks the query in a transaction that only reads. On an error, said on stderr, BAD_INPUT when it
 * is the query's, *ret is to be closed all the same. */
MUST_USE err table_open(const char *address, const char *query, struct table **ret);
/* The next bytes of the answer as CSV with its header, as many as the room takes; fewer only at the
 * end, where an answer that broke off is an error, said on stderr. */
MUST_USE err table_read(struct table *table, char *room, ptrdiff_t size, ptrdiff_t *ret_read);
void table_close(struct table **table);

/* ---- the file ---- */

struct simulation_end {
    struct totals totals[VARIANTS_MAX];
    struct changes changes;
    int64_t rows, bad;
};
/* Where rows come from: the table, or when there is none the descriptor. */
struct simulation_input {
    int descriptor;
    struct table *table;
};
/* Reads the input to its end and writes rows to the descriptor. Complains on stderr. */
MUST_USE err simulation_run(struct simulation *simulation, const struct simulation_input *input,
                            int output, struct simulation_end *ret);

/* ---- options ---- */

/* "rsa_flat_amount = 700.00", one a line, "#" begins a comment. */
MUST_USE err reform_read(const char *path, struct reform *ret);

#endif
