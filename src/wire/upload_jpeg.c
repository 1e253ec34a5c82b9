/* JPEG (ITU-T T.81): segment by segment, what makes the picture is copied, the rest left out. The
 * picture itself is never decoded here. */
#include "wire/upload.h"

#include <string.h>

enum marker {
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    DQT = 0xDB,
    DHT = 0xC4,
    DAC = 0xCC,
    DRI = 0xDD,
    DNL = 0xDC,
    JPG = 0xC8,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP14 = 0xEE,
};

static bool is_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
}

static int byte_at(text bytes, ptrdiff_t i) { return (unsigned char)bytes.at[i]; }
static int word_at(text bytes, ptrdiff_t i)
{
    return byte_at(bytes, i) << 8 | byte_at(bytes, i + 1);
}

/* ---- the way up ---- */

struct tiff {
    text bytes;
    bool little;
};

static int64_t tiff_number(const struct tiff *tiff, ptrdiff_t at, int size)
{
    int64_t number = 0;
    for (int i = 0; i < size; i++) {
        int place = tiff->little ? size - 1 - i : i;
        number = number << 8 | byte_at(tiff->bytes, at + place);
    }
    return number;
}

/* The orientation (1 to 8) of an EXIF segment, or 0: of its first directory, entry 0x0112. */
static int orientation_of(text exif)
{
    if (exif.length < 6 + 14 || memcmp(exif.at, "Exif\0\0", 6) != 0) return 0;
    struct tiff tiff = {{exif.at + 6, exif.length - 6}, false};
    tiff.little = memcmp(tiff.bytes.at, "II*\0", 4) == 0;
    if (!tiff.little && memcmp(tiff.bytes.at, "MM\0*", 4) != 0) return 0;
    int64_t at = tiff_number(&tiff, 4, 4);
    if (at < 8 || at > tiff.bytes.length - 2) return 0;
    int64_t count = tiff_number(&tiff, (ptrdiff_t)at, 2);
    for (int64_t i = 0; i < count; i++) {
        ptrdiff_t entry = (ptrdiff_t)(at + 2 + 12 * i);
        if (entry > tiff.bytes.length - 12) return 0;
        if (tiff_number(&tiff, entry, 2) != 0x0112) continue;
        int64_t value = tiff_number(&tiff, entry + 8, 2);
        return value >= 1 && value <= 8 ? (int)value : 0;
    }
    return 0;
}

/* An EXIF segment that says the way up and nothing else. */
static void write_orientation(struct writer *out, int orientation)
{
    unsigned char segment[] = {0xFF, APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,    'M', 'M',
                               0,    '*',  0, 0,  0,   8,   0,   1,   1, 0x12, 0,   3,
                               0,    0,    0, 1,  0,   0,   0,   0,   0, 0,    0,   0};
    segment[29] = (unsigned char)orientation;
    write_bytes(out, (const char *)segment, sizeof segment);
}

/* ---- segments ---- */

struct jpeg {
    text from;
    ptrdiff_t at;
    struct writer *out;
    int orientation;
    bool has_frame, has_scan;
};

static void copy(struct jpeg *jpeg, ptrdiff_t start)
{
    write_bytes(jpeg->out, jpeg->from.at + start, jpeg->at - start);
}

/* JFIF without its thumbnail. */
static void copy_jfif(struct jpeg *jpeg, text body)
{
    unsigned char head[] = {0xFF, APP0, 0, 16};
    if (body.length < 14 || memcmp(body.at, "JFIF\0", 5) != 0) return;
    write_bytes(jpeg->out, (const char *)head, sizeof head);
    write_bytes(jpeg->out, body.at, 12);
    write_bytes(jpeg->out, "\0\0", 2);
}

/* A frame of a size that can be shown; the last bytes of a segment are not looked at. */
static bool frame_is_sane(text body)
{
    if (body.length < 6) return false;
    int64_t height = word_at(body, 1), width = word_at(body, 3);
    return width > 0 && height > 0 && width * height <= INT64_C(100000000);
}

/* The coded picture that follows the head of a scan: as far as the next marker that is no restart.
 * BAD_INPUT when the file ends in it. */
static err pass_scan(struct jpeg *jpeg)
{
    for (; jpeg->at + 1 < jpeg->from.length; jpeg->at++) {
        if (byte_at(jpeg->from, jpeg->at) != 0xFF) continue;
        int next = byte_at(jpeg->from, jpeg->at + 1);
        if (next != 0 && (next < 0xD0 || next > 0xD7)) return ERR_OK;
    }
    return ERR_BAD_INPUT;
}

static err pass_segment(struct jpeg *jpeg, int marker)
{
    ptrdiff_t start = jpeg->at;
    jpeg->at += 2;
    if (jpeg->from.length - jpeg->at < 2) return ERR_BAD_INPUT;
    int length = word_at(jpeg->from, jpeg->at);
    if (length < 2 || length > jpeg->from.length - jpeg->at) return ERR_BAD_INPUT;
    text body = {jpeg->from.at + jpeg->at + 2, length - 2};
    jpeg->at += length;

    if (is_frame(marker)) {
        if (jpeg->has_frame || !frame_is_sane(body)) return ERR_BAD_INPUT;
        jpeg->has_frame = true;
    }
    if (marker == SOS) {
        if (!jpeg->has_frame) return ERR_BAD_INPUT;
        jpeg->has_scan = true;
        TRY(pass_scan(jpeg));
    }
    bool makes_picture = is_frame(marker) || marker == SOS || marker == DQT || marker == DHT ||
                         marker == DAC || marker == DRI || marker == DNL;
    bool is_adobe = marker == APP14 && body.length == 12 && memcmp(body.at, "Adobe", 5) == 0;
    if (makes_picture || is_adobe) copy(jpeg, start);
    if (marker == APP0) copy_jfif(jpeg, body);
    if (marker == APP1 && jpeg->orientation == 0 && !jpeg->has_frame) {
        jpeg->orientation = orientation_of(body);
        if (jpeg->orientation > 0) write_orientation(jpeg->out, jpeg->orientation);
    }
    return ERR_OK;
}

err upload_clean_jpeg(text bytes, struct arena *a, text *ret)
{
    if (bytes.length < 4 || word_at(bytes, 0) != (0xFF00 | SOI)) return ERR_BAD_INPUT;
    ptrdiff_t size = bytes.length + 64; /* never longer but for an orientation written anew */
    char *room = arena_try(a, size);
    if (!room) return ERR_HOST;
    struct writer out = {room, 0, size, false};
    struct jpeg jpeg = {.from = bytes, .at = 2, .out = &out};
    write_bytes(&out, bytes.at, 2);
    for (;;) {
        if (bytes.length - jpeg.at < 2 || byte_at(bytes, jpeg.at) != 0xFF) return ERR_BAD_INPUT;
        int marker = byte_at(bytes, jpeg.at + 1);
        if (marker == EOI) break;
        if (marker == 0xFF) { /* a fill byte */
            jpeg.at++;
            continue;
        }
        if (marker < 0xC0 || marker == SOI || (marker >= 0xD0 && marker <= 0xD7))
            return ERR_BAD_INPUT;
        TRY(pass_segment(&jpeg, marker));
    }
    if (!jpeg.has_scan) return ERR_BAD_INPUT;
    write_bytes(&out, "\xFF\xD9", 2); /* what follows the end is left */
    if (out.full) return ERR_BAD_INPUT;
    *ret = writer_text(&out);
    return ERR_OK;
}
