#include "tests/test.h"
#include "wire/upload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Documents people send: what they tell of her is taken out, what they show stays. The samples say
 * MARQUEUR wherever something may be told: EXIF, GPS, XMP, IPTC, comments, scripts, attached files,
 * notes, after the end (tests/reference/uploads). */

static const char *folder; /* of the samples */
static char room[64 << 20];
static char input[1 << 20];

static text sample(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(input, 1, sizeof input, file);
    fclose(file);
    assert_true(size > 0 && size < sizeof input);
    return (text){input, (ptrdiff_t)size};
}

static const char *find(text bytes, text word)
{
    for (ptrdiff_t i = 0; i + word.length <= bytes.length; i++) {
        if (memcmp(bytes.at + i, word.at, (size_t)word.length) == 0) return bytes.at + i;
    }
    return NULL;
}
static bool has(text bytes, const char *word) { return find(bytes, text_of(word)) != NULL; }

static err clean(text bytes, enum upload_type *type, text *ret)
{
    struct arena a = arena_over(room, sizeof room / 2);
    struct trouble trouble = {"", ""};
    err e = wire_upload_clean(bytes, &a, type, ret, &trouble);
    if (e == ERR_BAD_INPUT) assert_true(trouble.expected[0] != '\0');
    return e;
}

static const char *const marks[] = {"MARQUEUR", "marqueur",   "EXEMPLE", "2025:11:20",
                                    "20251120", "JavaScript", "GPS",     "adobe"};

static void nothing_told_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum upload_type type;
    } samples[] = {{"told.jpg", UPLOAD_JPEG},        {"told.png", UPLOAD_PNG},
                   {"told.pdf", UPLOAD_PDF},         {"plain.jpg", UPLOAD_JPEG},
                   {"progressive.jpg", UPLOAD_JPEG}, {"plain.png", UPLOAD_PNG}};
    for (size_t i = 0; i < LENGTH(samples); i++) {
        enum upload_type type;
        text cleaned;
        text told = sample(samples[i].name);
        if (strncmp(samples[i].name, "told", 4) == 0) assert_true(has(told, "MARQUEUR"));
        assert_int_equal(clean(told, &type, &cleaned), ERR_OK);
        assert_int_equal(type, samples[i].type);
        for (size_t k = 0; k < LENGTH(marks); k++) assert_false(has(cleaned, marks[k]));
        /* cleaned again it is the same */
        text kept = {malloc((size_t)cleaned.length), cleaned.length}, again;
        assert_non_null(kept.at);
        memcpy((char *)(uintptr_t)kept.at, cleaned.at, (size_t)cleaned.length);
        assert_int_equal(clean(kept, &type, &again), ERR_OK);
        assert_true(text_equal(kept, again));
        free((char *)(uintptr_t)kept.at);
    }
}

/* The coded picture, its tables and its way up. */
static void what_it_shows_stays(void **state)
{
    (void)state;
    static char plain_room[4096];
    enum upload_type type;
    text cleaned;
    assert_int_equal(clean(sample("plain.jpg"), &type, &cleaned), ERR_OK);
    text plain = {plain_room, cleaned.length};
    assert_true(cleaned.length < (ptrdiff_t)sizeof plain_room);
    memcpy(plain_room, cleaned.at, (size_t)cleaned.length);
    assert_int_equal(clean(sample("told.jpg"), &type, &cleaned), ERR_OK);
    /* told.jpg is plain.jpg and what was told; its cleaning adds the orientation alone: 36 bytes */
    assert_int_equal(cleaned.length, plain.length + 36);
    const char *exif = find(cleaned, (text){"Exif\0\0", 6});
    assert_non_null(exif);
    assert_int_equal((unsigned char)exif[25], 6);
    assert_int_equal(
        memcmp(cleaned.at + cleaned.length - 100, plain_room + plain.length - 100, 100), 0);
    assert_int_equal(clean(sample("told.pdf"), &type, &cleaned), ERR_OK);
    assert_true(has(cleaned, "Recepisse de plainte")); /* the page's own words, not compressed */
    assert_true(has(cleaned, "DCTDecode"));
}

static void what_is_no_picture_nor_pages_is_refused(void **state)
{
    (void)state;
    static const char *const others[] = {"",           "MZ",        "PK\3\4",  "<html><script>",
                                         "GIF89a",     "\xFF\xD8",  "\x89PNG", "%PD",
                                         "{\"a\": 1}", "#!/bin/sh", "II*",     "\177ELF"};
    for (size_t i = 0; i < LENGTH(others); i++) {
        enum upload_type type;
        text cleaned;
        assert_int_equal(clean(text_of(others[i]), &type, &cleaned), ERR_BAD_INPUT);
    }
    enum upload_type type;
    text cleaned;
    assert_int_equal(clean(sample("locked.pdf"), &type, &cleaned), ERR_BAD_INPUT);
    text huge = {room + sizeof room / 2, UPLOAD_BYTES_MAX + 1};
    memcpy(room + sizeof room / 2, "\xFF\xD8\xFF", 3);
    assert_int_equal(clean(huge, &type, &cleaned), ERR_BAD_INPUT);
}

/* Cut anywhere a picture is refused; a PDF, which readers mend, is refused or clean. */
static void what_is_cut_short_is_refused(void **state)
{
    (void)state;
    static const char *const pictures[] = {"told.jpg", "plain.jpg", "progressive.jpg", "told.png"};
    for (size_t i = 0; i < LENGTH(pictures); i++) {
        text whole = sample(pictures[i]);
        enum upload_type type;
        text cleaned;
        ptrdiff_t end = whole.length;
        while (end > 0 && clean((text){whole.at, end}, &type, &cleaned) == ERR_OK) end--;
        /* told.* have bytes after their end: without those the picture is still whole */
        assert_true(whole.length - end < 32);
        for (ptrdiff_t cut = 0; cut <= end; cut++)
            assert_int_equal(clean((text){whole.at, cut}, &type, &cleaned), ERR_BAD_INPUT);
    }
    text pages = sample("told.pdf");
    for (ptrdiff_t cut = 0; cut < pages.length; cut += 97) {
        enum upload_type type;
        text cleaned;
        if (clean((text){pages.at, cut}, &type, &cleaned) != ERR_OK) continue;
        for (size_t k = 0; k < LENGTH(marks); k++) assert_false(has(cleaned, marks[k]));
    }
}

static void a_changed_chunk_is_refused(void **state)
{
    (void)state;
    text whole = sample("plain.png");
    for (ptrdiff_t i = 0; i < whole.length; i++) {
        enum upload_type type;
        text cleaned;
        input[i] = (char)(input[i] ^ 0x20);
        assert_int_equal(clean(whole, &type, &cleaned), ERR_BAD_INPUT);
        input[i] = (char)(input[i] ^ 0x20);
    }
}

static void a_small_arena_is_said(void **state)
{
    (void)state;
    static const char *const names[] = {"told.jpg", "told.png", "told.pdf"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        struct arena a = arena_over(room, 64);
        struct trouble trouble = {"", ""};
        enum upload_type type;
        text cleaned;
        assert_int_equal(wire_upload_clean(sample(names[i]), &a, &type, &cleaned, &trouble),
                         ERR_HOST);
    }
}

/* ---- forms with files ---- */

static err multipart(const char *type, text body, struct multipart *ret)
{
    struct arena a = arena_over(room, sizeof room);
    return wire_multipart_read(text_of(type), body, &a, ret);
}

#define TYPE        "multipart/form-data; boundary=--x9"
#define FIELD(name) "\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static void a_form_with_a_file_is_read(void **state)
{
    (void)state;
    static const char body[] =
        "----x9" FIELD("kind") "complaint\r\n----x9"
                               "\r\nContent-Disposition: form-data; name=\"file\"; "
                               "filename=\"a%22b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                               "\xFF\xD8\r\n--x\0\r\n----x9--\r\n";
    struct multipart form;
    assert_int_equal(multipart(TYPE, (text){body, sizeof body - 1}, &form), ERR_OK);
    assert_int_equal(form.count, 2);
    assert_true(text_equal(multipart_part(&form, "kind")->bytes, T("complaint")));
    const struct multipart_part *file = multipart_part(&form, "file");
    assert_true(file->is_file && text_equal(file->file_name, T("a\"b.jpg")));
    assert_true(text_equal(file->bytes, (text){"\xFF\xD8\r\n--x\0", 8}));
    assert_null(multipart_part(&form, "other"));
    assert_int_equal(multipart(TYPE, T("----x9--"), &form), ERR_OK);
    assert_int_equal(form.count, 0);
}

static void a_form_of_another_make_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *type, *body;
    } bad[] = {
        {"text/plain", "----x9--\r\n"},
        {"multipart/form-data", "----x9--\r\n"},
        {"multipart/form-data; charset=utf-8", "----x9--\r\n"},
        {"multipart/form-data; boundary=", "----x9--\r\n"},
        {"multipart/form-data; boundary=a\"b", "--a\"b--\r\n"},
        {"multipart/form-data; boundary=\"\"", "----\r\n"},
        {TYPE, ""},
        {TYPE, "--x9--"},
        {TYPE, "----x9"},
        {TYPE, "----x9\r\n"},
        {TYPE, "----x9--\r\nmore"},
        {TYPE, "----x9" FIELD("a") "1"},
        {TYPE, "----x9" FIELD("a") "1\r\n----x9"},
        {TYPE, "----x9" FIELD("a") "1\n----x9--"},
        {TYPE, "----x9\r\nContent-Disposition: form-data\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9\r\nContent-Disposition: form-data; name=\"a\"; x\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9\r\nContent-Disposition: form-data; name=\"a\\\"\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9\r\nContent-Type: text/plain\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9\r\nX-Other: 1\r\n\r\n1\r\n----x9--"},
        {TYPE, "----x9" FIELD("\xFF") "1\r\n----x9--"},
        {TYPE, "----x9" FIELD("a") "\xFF\r\n----x9--"},
        {TYPE, "----x9\r\nContent-Disposition: form-data; name=\"a\"\n\n1\r\n----x9--"},
    };
    struct multipart form;
    for (size_t i = 0; i < LENGTH(bad); i++)
        assert_int_equal(multipart(bad[i].type, text_of(bad[i].body), &form), ERR_BAD_INPUT);
    char *many = room + sizeof room / 2;
    struct writer out = {many, 0, 1 << 20, false};
    for (int i = 0; i <= MULTIPART_PARTS_MAX; i++) write_string(&out, "----x9" FIELD("a") "1\r\n");
    write_string(&out, "----x9--");
    struct arena a = arena_over(room, sizeof room / 2);
    assert_int_equal(wire_multipart_read(T(TYPE), writer_text(&out), &a, &form), ERR_BAD_INPUT);
}

int main(int count, char **words)
{
    must(count == 2);
    folder = words[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_told_is_left),
        cmocka_unit_test(what_it_shows_stays),
        cmocka_unit_test(what_is_no_picture_nor_pages_is_refused),
        cmocka_unit_test(what_is_cut_short_is_refused),
        cmocka_unit_test(a_changed_chunk_is_refused),
        cmocka_unit_test(a_small_arena_is_said),
        cmocka_unit_test(a_form_with_a_file_is_read),
        cmocka_unit_test(a_form_of_another_make_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
