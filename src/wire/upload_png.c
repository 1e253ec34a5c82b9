/* PNG (ISO/IEC 15948): chunk by chunk. */
#include "wire/upload.h"

#include <string.h>
#include <zlib.h>

#define SIGNATURE 8
#define HEAD      8 /* length and name */
#define CHECK     4

/* What makes the picture or its colours. Texts, dates, EXIF, colour profiles (which carry names)
 * and whatever else are left out. */
static const char *const kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "cHRM"};

static uint32_t number_at(text bytes, ptrdiff_t i)
{
    const unsigned char *at = (const unsigned char *)bytes.at + i;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool is_named(const char *at, const char *name) { return memcmp(at, name, 4) == 0; }

static bool is_kept(const char *at)
{
    for (size_t i = 0; i < LENGTH(kept); i++) {
        if (is_named(at, kept[i])) return true;
    }
    return false;
}

static bool is_sane(text head)
{
    int64_t width = number_at(head, 0), height = number_at(head, 4);
    return width > 0 && height > 0 && width <= 65535 && height <= 65535 &&
           width * height <= INT64_C(100000000);
}

err upload_clean_png(text bytes, struct arena *a, text *ret)
{
    static const char signature[] = "\x89PNG\r\n\x1A\n";
    if (bytes.length < SIGNATURE || memcmp(bytes.at, signature, SIGNATURE) != 0)
        return ERR_BAD_INPUT;
    char *room = arena_try(a, bytes.length);
    if (!room) return ERR_HOST;
    struct writer out = {room, 0, bytes.length, false};
    write_bytes(&out, bytes.at, SIGNATURE);
    bool has_data = false, ended = false;
    for (ptrdiff_t at = SIGNATURE; !ended;) {
        ptrdiff_t left = bytes.length - at;
        if (left < HEAD + CHECK) return ERR_BAD_INPUT;
        int64_t length = number_at(bytes, at);
        const char *name = bytes.at + at + 4;
        if (length > left - HEAD - CHECK) return ERR_BAD_INPUT;
        text body = {name + 4, (ptrdiff_t)length};
        uLong sum = crc32(0, (const Bytef *)name, (uInt)(length + 4));
        if (sum != number_at(bytes, at + HEAD + body.length)) return ERR_BAD_INPUT;
        bool first = at == SIGNATURE;
        if (first != is_named(name, "IHDR")) return ERR_BAD_INPUT;
        if (first && (length != 13 || !is_sane(body))) return ERR_BAD_INPUT;
        has_data = has_data || is_named(name, "IDAT");
        ended = is_named(name, "IEND");
        if (is_kept(name)) write_bytes(&out, bytes.at + at, HEAD + body.length + CHECK);
        at += HEAD + body.length + CHECK;
    }
    if (!has_data) return ERR_BAD_INPUT;
    *ret = writer_text(&out);
    return ERR_OK;
}
