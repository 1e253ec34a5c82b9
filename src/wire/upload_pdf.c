/* PDF (ISO 32000), read and written anew by qpdf: what cannot be reached from a page is not
 * written, what a page does not need to be seen is taken out. Streams are copied as they are, never
 * decoded, but for photographs, which are cleaned as photographs. */
#include "wire/upload.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define OBJECTS_MAX 200000
#define DEPTH_MAX   100
#define PAGES_MAX   500

/* Of the document's own dictionary: the pages, their language, which layers are shown. */
static const char *const catalog_keeps[] = {"/Type", "/Pages", "/Lang", "/OCProperties",
                                            "/Version"};

/* Taken out wherever they stand: who, when, with what; what acts; what is attached. */
static const char *const taken_out[] = {
    "/Metadata",     "/PieceInfo",
    "/LastModified", "/A",
    "/AA",           "/AF",
    "/JS",           "/EF",
    "/JavaScript",   "/OpenAction",
    "/OPI",          "/XFA",
    "/Thumb",        "/StructParents",
    "/StructParent", "/SeparationInfo",
    "/Dest",         "/RichMediaContent",
    "/PresSteps",    "/Info",
};

struct cleaning {
    qpdf_data pdf;
    struct arena *a;
    unsigned char *seen; /* a bit for each object number */
    int objects, depth;
};

/* An error nobody asked for would be told on standard error. */
static void pdf_end(qpdf_data *pdf)
{
    if (qpdf_has_error(*pdf)) (void)qpdf_get_error(*pdf);
    qpdf_cleanup(pdf);
}

static err look(struct cleaning *c, qpdf_oh object);

/* Whether the object was not met before; one without a number is always new. */
static bool is_new(struct cleaning *c, qpdf_oh object)
{
    int id = qpdf_oh_get_object_id(c->pdf, object);
    if (id <= 0) return true;
    if (id >= OBJECTS_MAX) return false;
    unsigned char bit = (unsigned char)(1u << id % 8);
    bool is_first = !(c->seen[id / 8] & bit);
    c->seen[id / 8] |= bit;
    return is_first;
}

/* Whether some application's segment is in the bytes of a picture that could not be read. */
static bool tells(text bytes)
{
    static const char *const marks[] = {"Exif", "http://ns.adobe.com", "Photoshop", "GPS"};
    for (size_t i = 0; i < LENGTH(marks); i++) {
        if (memmem(bytes.at, (size_t)bytes.length, marks[i], strlen(marks[i]))) return true;
    }
    return false;
}

static err clean_photograph(struct cleaning *c, qpdf_oh stream)
{
    qpdf_oh dictionary = qpdf_oh_get_dict(c->pdf, stream);
    qpdf_oh filter = qpdf_oh_get_key(c->pdf, dictionary, "/Filter");
    if (qpdf_oh_is_array(c->pdf, filter) && qpdf_oh_get_array_n_items(c->pdf, filter) == 1)
        filter = qpdf_oh_get_array_item(c->pdf, filter, 0);
    if (!qpdf_oh_is_name_and_equals(c->pdf, filter, "/DCTDecode")) return ERR_OK;
    unsigned char *raw = NULL;
    size_t size = 0;
    if (qpdf_oh_get_stream_data(c->pdf, stream, qpdf_dl_none, NULL, &raw, &size) & QPDF_ERRORS)
        return ERR_BAD_INPUT;
    text bytes = {(const char *)raw, (ptrdiff_t)size}, clean;
    struct arena scratch = *c->a;
    err e = raw ? upload_clean_jpeg(bytes, &scratch, &clean) : ERR_BAD_INPUT;
    if (e == ERR_OK) {
        qpdf_oh parameters = qpdf_oh_get_key(c->pdf, dictionary, "/DecodeParms");
        qpdf_oh_replace_stream_data(c->pdf, stream, (const unsigned char *)clean.at,
                                    (size_t)clean.length, filter, parameters);
    } else if (e == ERR_BAD_INPUT && raw && !tells(bytes)) {
        e = ERR_OK; /* a picture of an unusual make that says nothing */
    }
    free(raw);
    return e;
}

/* Of what lies on a page only the filled fields of a form are kept: links, notes, sounds and
 * attached files are not part of what it shows. */
static void keep_fields(struct cleaning *c, qpdf_oh page)
{
    qpdf_oh annotations = qpdf_oh_get_key_if_dict(c->pdf, page, "/Annots");
    if (!qpdf_oh_is_array(c->pdf, annotations)) {
        if (qpdf_oh_is_dictionary(c->pdf, page)) qpdf_oh_remove_key(c->pdf, page, "/Annots");
        return;
    }
    for (int i = qpdf_oh_get_array_n_items(c->pdf, annotations) - 1; i >= 0; i--) {
        qpdf_oh one = qpdf_oh_get_array_item(c->pdf, annotations, i);
        qpdf_oh subtype = qpdf_oh_get_key_if_dict(c->pdf, one, "/Subtype");
        if (!qpdf_oh_is_name_and_equals(c->pdf, subtype, "/Widget"))
            qpdf_oh_erase_item(c->pdf, annotations, i);
    }
}

static err look_at_keys(struct cleaning *c, qpdf_oh dictionary)
{
    for (size_t i = 0; i < LENGTH(taken_out); i++)
        qpdf_oh_remove_key(c->pdf, dictionary, taken_out[i]);
    /* The iteration is the document's own: its names are copied before anything else is asked. */
    enum { NAMES_MAX = 4096 };
    struct arena before = *c->a;
    text *names = arena_try(c->a, (ptrdiff_t)sizeof(text) * NAMES_MAX);
    if (!names) return ERR_HOST;
    int count = 0;
    qpdf_oh_begin_dict_key_iter(c->pdf, dictionary);
    while (qpdf_oh_dict_more_keys(c->pdf)) {
        const char *name = qpdf_oh_dict_next_key(c->pdf);
        if (count == NAMES_MAX) return ERR_BAD_INPUT;
        if (strcmp(name, "/Parent") == 0) continue;
        char *kept = arena_try(c->a, (ptrdiff_t)strlen(name) + 1);
        if (!kept) return ERR_HOST;
        memcpy(kept, name, strlen(name) + 1);
        names[count++] = text_of(kept);
    }
    for (int i = 0; i < count; i++) TRY(look(c, qpdf_oh_get_key(c->pdf, dictionary, names[i].at)));
    *c->a = before;
    return ERR_OK;
}

static err look_inside(struct cleaning *c, qpdf_oh object)
{
    if (qpdf_oh_is_array(c->pdf, object)) {
        int count = qpdf_oh_get_array_n_items(c->pdf, object);
        for (int i = 0; i < count; i++) {
            qpdf_oh item = qpdf_oh_get_array_item(c->pdf, object, i);
            TRY(look(c, item));
            qpdf_oh_release(c->pdf, item);
        }
        return ERR_OK;
    }
    if (qpdf_oh_is_stream(c->pdf, object)) {
        qpdf_oh dictionary = qpdf_oh_get_dict(c->pdf, object);
        qpdf_oh_remove_key(c->pdf, dictionary, "/F"); /* the bytes would be in another file */
        TRY(look_at_keys(c, dictionary));
        return clean_photograph(c, object);
    }
    return look_at_keys(c, object);
}

/* NOLINTNEXTLINE(misc-no-recursion): bounded by DEPTH_MAX and OBJECTS_MAX */
static err look(struct cleaning *c, qpdf_oh object)
{
    bool holds = qpdf_oh_is_array(c->pdf, object) || qpdf_oh_is_stream(c->pdf, object) ||
                 qpdf_oh_is_dictionary(c->pdf, object);
    if (!holds || !is_new(c, object)) return ERR_OK;
    if (++c->objects > OBJECTS_MAX || c->depth == DEPTH_MAX) return ERR_BAD_INPUT;
    c->depth++;
    err e = look_inside(c, object);
    c->depth--;
    return e;
}

/* Of the trailer only the way to the pages is ours. One name at a time, as each removal ends the
 * iteration. BAD_INPUT for one that does not go, as with a NUL in it. */
static err clean_trailer(struct cleaning *c, qpdf_oh trailer)
{
    enum { NAMES_MAX = 64 };
    for (int tries = 0; tries < NAMES_MAX; tries++) {
        char name[256] = "";
        qpdf_oh_begin_dict_key_iter(c->pdf, trailer);
        while (name[0] == '\0' && qpdf_oh_dict_more_keys(c->pdf)) {
            const char *key = qpdf_oh_dict_next_key(c->pdf);
            if (strcmp(key, "/Root") == 0 || strcmp(key, "/Size") == 0) continue;
            if (strlen(key) >= sizeof name) return ERR_BAD_INPUT;
            memcpy(name, key, strlen(key) + 1);
        }
        if (name[0] == '\0') return ERR_OK;
        qpdf_oh_remove_key(c->pdf, trailer, name);
    }
    return ERR_BAD_INPUT;
}

static err clean_catalog(struct cleaning *c)
{
    qpdf_oh root = qpdf_get_root(c->pdf), trailer = qpdf_get_trailer(c->pdf);
    qpdf_oh clean = qpdf_oh_new_dictionary(c->pdf);
    for (size_t i = 0; i < LENGTH(catalog_keeps); i++) {
        if (!qpdf_oh_has_key(c->pdf, root, catalog_keeps[i])) continue;
        qpdf_oh_replace_key(c->pdf, clean, catalog_keeps[i],
                            qpdf_oh_get_key(c->pdf, root, catalog_keeps[i]));
    }
    qpdf_oh_replace_key(c->pdf, trailer, "/Root", qpdf_make_indirect_object(c->pdf, clean));
    return clean_trailer(c, trailer);
}

static err clean_document(struct cleaning *c)
{
    int pages = qpdf_get_num_pages(c->pdf);
    if (pages < 1 || pages > PAGES_MAX) return ERR_BAD_INPUT;
    TRY(clean_catalog(c));
    for (int i = 0; i < pages; i++) keep_fields(c, qpdf_get_page_n(c->pdf, (size_t)i));
    return look(c, qpdf_get_root(c->pdf));
}

static err open_pdf(text bytes, qpdf_data pdf)
{
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    qpdf_silence_errors(pdf);
    bool bad = qpdf_read_memory(pdf, "document", bytes.at, (unsigned long long)bytes.length, NULL) &
               QPDF_ERRORS;
    return bad || qpdf_is_encrypted(pdf) ? ERR_BAD_INPUT : ERR_OK;
}

static err write_pdf(qpdf_data pdf, struct arena *a, text *ret)
{
    if (qpdf_init_write_memory(pdf) & QPDF_ERRORS) return ERR_BAD_INPUT;
    qpdf_set_decode_level(pdf, qpdf_dl_none);
    qpdf_set_compress_streams(pdf, QPDF_FALSE);
    qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
    qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
    qpdf_set_suppress_original_object_IDs(pdf, QPDF_TRUE);
    if (qpdf_write(pdf) & QPDF_ERRORS) return ERR_BAD_INPUT;
    ptrdiff_t size = (ptrdiff_t)qpdf_get_buffer_length(pdf);
    char *room = arena_try(a, size + 1);
    if (!room) return ERR_HOST;
    memcpy(room, qpdf_get_buffer(pdf), (size_t)size);
    *ret = (text){room, size};
    return ERR_OK;
}

err upload_clean_pdf(text bytes, struct arena *a, text *ret)
{
    CLEANUP(pdf_end) qpdf_data pdf = qpdf_init();
    if (!pdf) return ERR_HOST;
    TRY(open_pdf(bytes, pdf));
    struct arena mine = *a;
    struct cleaning cleaning = {.pdf = pdf, .a = &mine};
    cleaning.seen = arena_try(&mine, OBJECTS_MAX / 8 + 1);
    if (!cleaning.seen) return ERR_HOST;
    memset(cleaning.seen, 0, OBJECTS_MAX / 8 + 1);
    TRY(clean_document(&cleaning));
    if (qpdf_has_error(pdf)) return ERR_BAD_INPUT;
    text clean;
    TRY(write_pdf(pdf, a, &clean));
    /* What is handed on opens again, with its pages. */
    CLEANUP(pdf_end) qpdf_data again = qpdf_init();
    if (!again) return ERR_HOST;
    TRY(open_pdf(clean, again));
    if (qpdf_get_num_pages(again) != qpdf_get_num_pages(pdf)) return ERR_BAD_INPUT;
    *ret = clean;
    return ERR_OK;
}
