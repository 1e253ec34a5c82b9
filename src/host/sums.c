#include "host/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file with the sums of its blocks behind it:
 *
 *     the bytes themselves
 *     "abri sums 1\n", "bytes N\n", lines of whoever wrote it
 *     "block H\n" for each MiB of the bytes
 *     "sum H PLACE\n": the sum of the lines above, which begin at that place, in 20 digits
 *
 * Sums are BLAKE2b of 32 bytes, in hexadecimal. They show what a disk or a line has spoiled; they
 * prove nothing against somebody who writes new ones: the chains of the store do. */

#define BLOCK      ((ptrdiff_t)1 << 20)
#define SUM_BYTES  32
#define LAST_LINE  ((ptrdiff_t)(4 + 64 + 1 + 20 + 1))
#define LINES_MAX  ((int64_t)1 << 28)
#define FIRST_LINE "abri sums 1\n"

static err world(struct trouble *trouble, const char *path)
{
    return host_trouble(trouble, ERR_HOST, path, strerror(errno));
}

static err spoiled(struct trouble *trouble, const char *path, const char *what, int64_t place)
{
    char words[128];
    struct writer out = WRITER(words);
    write_string(&out, "at byte ");
    write_integer(&out, place);
    write_character(&out, ' ');
    write_string(&out, what);
    return host_trouble(trouble, ERR_BAD_INPUT, path, writer_string(&out));
}

/* At most `size` bytes from that place on; how many, or -1. */
static ptrdiff_t read_at(int file, int64_t place, char *room, ptrdiff_t size)
{
    ptrdiff_t length = 0;
    while (length < size) {
        ssize_t got = pread(file, room + length, (size_t)(size - length), place + length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        length += got;
    }
    return length;
}

static void write_sum(struct writer *out, text bytes)
{
    unsigned char sum[SUM_BYTES];
    must(crypto_generichash(sum, sizeof sum, (const unsigned char *)bytes.at,
                            (unsigned long long)bytes.length, NULL, 0) == 0);
    write_hex(out, sum, sizeof sum);
}

/* ---- writing them ---- */

static err write_blocks(int file, int64_t size, struct arena scratch, struct writer *lines)
{
    char *room = arena_try(&scratch, BLOCK);
    if (!room) return ERR_HOST;
    for (int64_t place = 0; place < size; place += BLOCK) {
        ptrdiff_t got = read_at(file, place, room, BLOCK);
        if (got <= 0) return ERR_HOST;
        write_string(lines, "block ");
        write_sum(lines, (text){room, got});
        write_character(lines, '\n');
    }
    return ERR_OK;
}

err host_sums_write(const char *path, text about, struct arena scratch, struct trouble *trouble)
{
    struct stat status;
    CLEANUP(host_close) int file = open(path, O_RDWR | O_APPEND | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) < 0) return world(trouble, path);
    ptrdiff_t room = about.length + 256 + (status.st_size / BLOCK + 1) * (6 + 64 + 1);
    char *at = arena_try(&scratch, room);
    if (!at) return host_trouble(trouble, ERR_HOST, path, "memory for its sums");
    struct writer lines = {at, 0, room, false};
    write_string(&lines, FIRST_LINE "bytes ");
    write_integer(&lines, status.st_size);
    write_character(&lines, '\n');
    write_text(&lines, about);
    if (write_blocks(file, status.st_size, scratch, &lines) != ERR_OK) return world(trouble, path);
    text summed = writer_text(&lines);
    write_string(&lines, "sum ");
    write_sum(&lines, summed);
    write_character(&lines, ' ');
    write_padded(&lines, status.st_size, 20);
    write_character(&lines, '\n');
    must(!lines.full);
    if (!host_write_fully(file, writer_text(&lines)) || fsync(file) != 0)
        return world(trouble, path);
    return ERR_OK;
}

/* ---- reading them ---- */

struct summed {
    const char *path;
    int file;
    int64_t size; /* of the bytes themselves */
    text blocks;  /* the lines of the blocks */
};

/* Where the lines begin, as the last line says. */
static err find_lines(const struct summed *from, int64_t whole, int64_t *ret_place,
                      char ret_sum[64], struct trouble *trouble)
{
    char last[LAST_LINE];
    int64_t place = -1;
    if (whole < LAST_LINE || read_at(from->file, whole - LAST_LINE, last, LAST_LINE) != LAST_LINE ||
        memcmp(last, "sum ", 4) != 0 || last[68] != ' ' || last[LAST_LINE - 1] != '\n' ||
        text_read_integer((text){last + 69, 20}, &place) != ERR_OK || place < 0 ||
        place > whole - LAST_LINE || whole - place > LINES_MAX)
        return spoiled(trouble, from->path,
                       "the end of a whole backup: this one was cut short, or is none", whole);
    memcpy(ret_sum, last + 4, 64);
    *ret_place = place;
    return ERR_OK;
}

static err read_lines(struct summed *from, struct arena *a, text *ret_about,
                      struct trouble *trouble)
{
    struct stat status;
    char sum[64], room[80];
    int64_t place = 0, bytes = -1;
    if (fstat(from->file, &status) < 0) return world(trouble, from->path);
    TRY(find_lines(from, status.st_size, &place, sum, trouble));
    ptrdiff_t length = status.st_size - LAST_LINE - place;
    char *at = arena_try(a, length + 1);
    if (!at) return host_trouble(trouble, ERR_HOST, from->path, "memory for its sums");
    if (read_at(from->file, place, at, length) != length) return world(trouble, from->path);
    text lines = {at, length};
    struct writer found = WRITER(room);
    write_sum(&found, lines);
    if (memcmp(writer_string(&found), sum, 64) != 0)
        return spoiled(trouble, from->path, "the sums that were written there", place);
    text first = text_cut(&lines, '\n'), size = text_cut(&lines, '\n');
    if (!text_equal(first, T("abri sums 1")) || !text_starts_with(size, T("bytes ")) ||
        text_read_integer((text){size.at + 6, size.length - 6}, &bytes) != ERR_OK || bytes != place)
        return spoiled(trouble, from->path, "a backup this program can read", place);
    from->size = bytes;
    text about = {lines.at, 0};
    while (lines.length > 0 && !text_starts_with(lines, T("block "))) (void)text_cut(&lines, '\n');
    about.length = lines.length > 0 ? lines.at - about.at : (at + length) - about.at;
    from->blocks = lines;
    *ret_about = about;
    return ERR_OK;
}

static err copy_blocks(struct summed *from, int to, struct arena scratch, struct trouble *trouble)
{
    char *room = arena_try(&scratch, BLOCK);
    if (!room) return host_trouble(trouble, ERR_HOST, from->path, "memory to read it");
    for (int64_t place = 0; place < from->size; place += BLOCK) {
        ptrdiff_t wanted = from->size - place < BLOCK ? (ptrdiff_t)(from->size - place) : BLOCK;
        ptrdiff_t got = read_at(from->file, place, room, wanted);
        if (got < 0) return world(trouble, from->path);
        char sum[80];
        struct writer found = WRITER(sum);
        write_string(&found, "block ");
        write_sum(&found, (text){room, got});
        if (got != wanted || !text_equal(text_cut(&from->blocks, '\n'), writer_text(&found)))
            return spoiled(trouble, from->path, "the MiB that was written there", place);
        if (!host_write_fully(to, (text){room, got}))
            return host_trouble(trouble, ERR_HOST, "restore", strerror(errno));
    }
    if (from->blocks.length > 0)
        return spoiled(trouble, from->path, "no more sums than there are blocks", from->size);
    return ERR_OK;
}

err host_sums_copy(const char *path, const char *to, struct arena *a, text *ret_about,
                   struct trouble *trouble)
{
    CLEANUP(host_close) int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT)
        return host_trouble(trouble, ERR_NOT_FOUND, path, "a file that exists");
    if (file < 0) return world(trouble, path);
    struct summed from = {.path = path, .file = file};
    TRY(read_lines(&from, a, ret_about, trouble));
    CLEANUP(host_close) int out = open(to, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (out < 0) return world(trouble, to);
    TRY(copy_blocks(&from, out, *a, trouble));
    return fsync(out) == 0 ? ERR_OK : world(trouble, to);
}
