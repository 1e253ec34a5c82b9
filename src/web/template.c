#include "web/template.h"

#include "wire/wire.h"

/* ---- values ---- */

enum value_kind { VALUE_TEXT, VALUE_FLAG, VALUE_LIST };

struct value {
    const char *name;
    enum value_kind kind;
    text words;
    bool flag;
    struct values *first, *last; /* rows of a list */
    struct value *next;
};

struct values {
    struct arena *arena;
    enum language language;
    struct value *first;
    const struct values *outer; /* of a row: where it stands */
    struct values *next_row;
};

struct values *values_new(struct arena *a, enum language language)
{
    struct values *values = TAKE(a, struct values, 1);
    values->arena = a;
    values->language = language;
    return values;
}

enum language values_language(const struct values *values) { return values->language; }

static struct value *find_here(const struct values *values, text name)
{
    for (struct value *v = values->first; v; v = v->next) {
        if (text_equal(text_of(v->name), name)) return v;
    }
    return NULL;
}

/* The value of that name, made when absent: giving a name twice keeps the later value. */
static struct value *place(struct values *values, const char *name, enum value_kind kind)
{
    struct value *v = find_here(values, text_of(name));
    if (!v) {
        v = TAKE(values->arena, struct value, 1);
        v->name = name;
        v->next = values->first;
        values->first = v;
    }
    v->kind = kind;
    return v;
}

void values_text(struct values *values, const char *name, text value)
{
    place(values, name, VALUE_TEXT)->words = value;
}

void values_string(struct values *values, const char *name, const char *value)
{
    values_text(values, name, text_of(value));
}

void values_flag(struct values *values, const char *name, bool value)
{
    place(values, name, VALUE_FLAG)->flag = value;
}

void values_integer(struct values *values, const char *name, int64_t value)
{
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, value);
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_money(struct values *values, const char *name, money value)
{
    char room[48];
    struct writer out = WRITER(room);
    if (values->language == LANGUAGE_FR) {
        write_money_fr(&out, value);
    } else {
        write_money_en(&out, value);
    }
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_date(struct values *values, const char *name, date value)
{
    char room[40];
    struct writer out = WRITER(room);
    if (date_is_set(value) && values->language == LANGUAGE_FR) write_date_fr(&out, value);
    if (date_is_set(value) && values->language != LANGUAGE_FR) write_date_en(&out, value);
    values_text(values, name, arena_copy(values->arena, writer_text(&out)));
}

void values_list(struct values *values, const char *name)
{
    struct value *list = find_here(values, text_of(name));
    if (!list) place(values, name, VALUE_LIST);
}

struct values *values_row(struct values *values, const char *name)
{
    struct value *list = place(values, name, VALUE_LIST);
    struct values *row = values_new(values->arena, values->language);
    row->outer = values;
    if (list->last) {
        list->last->next_row = row;
    } else {
        list->first = row;
    }
    list->last = row;
    return row;
}

static const struct value *find(const struct values *values, text name)
{
    for (; values; values = values->outer) {
        const struct value *v = find_here(values, name);
        if (v) return v;
    }
    return NULL;
}

static bool is_true(const struct value *v)
{
    switch (v->kind) {
    case VALUE_TEXT: return v->words.length > 0;
    case VALUE_FLAG: return v->flag;
    case VALUE_LIST: break;
    }
    return v->first != NULL;
}

/* ---- pages ---- */

enum tag_kind {
    TAG_END,
    TAG_VALUE,
    TAG_SAY,
    TAG_IF,
    TAG_ELSE,
    TAG_FI,
    TAG_EACH,
    TAG_DONE,
    TAG_PART,
    TAG_NOTE,
    TAG_WRONG
};

struct tag {
    enum tag_kind kind;
    text before; /* the HTML in front of it */
    text name;
};

static bool take(text *inside, text start)
{
    if (!text_starts_with(*inside, start)) return false;
    inside->at += start.length;
    inside->length -= start.length;
    *inside = text_trim(*inside);
    return true;
}

static enum tag_kind kind_of(text *inside)
{
    static const struct {
        text start;
        enum tag_kind kind;
    } starts[] = {
        {{"_ ", 2}, TAG_SAY},  {{"#if ", 4}, TAG_IF},     {{"else", 4}, TAG_ELSE},
        {{"/if", 3}, TAG_FI},  {{"#each ", 6}, TAG_EACH}, {{"/each", 5}, TAG_DONE},
        {{"> ", 2}, TAG_PART}, {{"!", 1}, TAG_NOTE},
    };
    for (size_t i = 0; i < LENGTH(starts); i++) {
        if (take(inside, starts[i].start)) return starts[i].kind;
    }
    return inside->length > 0 ? TAG_VALUE : TAG_WRONG;
}

static ptrdiff_t find_pair(text in, ptrdiff_t from, char c)
{
    for (ptrdiff_t i = from; i + 1 < in.length; i++) {
        if (in.at[i] == c && in.at[i + 1] == c) return i;
    }
    return -1;
}

/* The next tag of the page; `left` moves past it. */
static struct tag next_tag(text *left)
{
    ptrdiff_t open = find_pair(*left, 0, '{');
    if (open < 0) {
        struct tag end = {TAG_END, *left, {NULL, 0}};
        left->at += left->length;
        left->length = 0;
        return end;
    }
    struct tag tag = {TAG_WRONG, {left->at, open}, {NULL, 0}};
    ptrdiff_t close = find_pair(*left, open + 2, '}');
    ptrdiff_t end = close < 0 ? left->length : close + 2;
    if (close >= 0) {
        tag.name = text_trim((text){left->at + open + 2, close - open - 2});
        tag.kind = kind_of(&tag.name);
    }
    left->at += end;
    left->length -= end;
    return tag;
}

static text page_source(text name)
{
    for (int i = 0; i < web_pages_count; i++) {
        text file = text_of(web_pages[i].name);
        if (text_starts_with(file, name) && file.length == name.length + 5) {
            return (text){(const char *)web_pages[i].bytes, web_pages[i].size};
        }
    }
    return (text){NULL, 0};
}

static void render(struct writer *out, text *left, const struct values *values, bool show);

/* The part up to {{else}} or {{/if}}, then the other part. */
static void render_if(struct writer *out, text *left, const struct values *values, text name,
                      bool show)
{
    const struct value *v = show ? find(values, name) : NULL;
    must(!show || v); /* a page asks for a value nobody gave */
    bool yes = show && is_true(v);
    text part = *left;
    render(out, &part, values, yes);
    /* render stops after {{else}} or {{/if}}: look which. */
    bool has_else = part.at[-3] == 'e';
    if (has_else) render(out, &part, values, show && !yes);
    *left = part;
}

static void render_each(struct writer *out, text *left, const struct values *values, text name,
                        bool show)
{
    const struct value *v = show ? find(values, name) : NULL;
    must(!show || (v && v->kind == VALUE_LIST));
    for (const struct values *row = show ? v->first : NULL; row; row = row->next_row) {
        text part = *left;
        render(out, &part, row, true);
    }
    render(out, left, values, false);
}

static void render_value(struct writer *out, const struct values *values, text name)
{
    const struct value *v = find(values, name);
    must(v && v->kind == VALUE_TEXT);
    write_html(out, v->words);
}

static void render_sentence(struct writer *out, const struct values *values, text french)
{
    char room[1024];
    struct writer key = WRITER(room);
    write_text(&key, french);
    const char *sentence = web_say(values->language, writer_string(&key));
    must(!key.full);
    write_html(out, text_of(sentence));
}

/* Writes the page until the tag that closes the part it stands in. */
static void render(struct writer *out, text *left, const struct values *values, bool show)
{
    for (;;) {
        struct tag tag = next_tag(left);
        if (show) write_text(out, tag.before);
        switch (tag.kind) {
        case TAG_VALUE:
            if (show) render_value(out, values, tag.name);
            break;
        case TAG_SAY:
            if (show) render_sentence(out, values, tag.name);
            break;
        case TAG_IF: render_if(out, left, values, tag.name, show); break;
        case TAG_EACH: render_each(out, left, values, tag.name, show); break;
        case TAG_PART: {
            text part = page_source(tag.name);
            must(part.at);
            if (show) render(out, &part, values, true);
            break;
        }
        case TAG_NOTE: break;
        case TAG_END:
        case TAG_ELSE:
        case TAG_FI:
        case TAG_DONE: return;
        case TAG_WRONG: must(tag.kind != TAG_WRONG); return;
        }
    }
}

err page_render(const char *name, const struct values *values, struct arena *a, text *ret)
{
    text left = page_source(text_of(name));
    must(left.at);
    /* The page takes what is left of the arena, then gives back what it did not use. */
    ptrdiff_t room = a->end - a->at - 64;
    if (room <= 0) return ERR_HOST;
    struct arena before = *a;
    struct writer out = {arena_take(a, room), 0, room, false};
    render(&out, &left, values, true);
    if (out.full) return ERR_HOST;
    *a = before;
    (void)arena_take(a, 0);
    a->at = out.at + out.length;
    *ret = writer_text(&out);
    return ERR_OK;
}

/* ---- checking all pages ---- */

/* Whether the tags of a page open and close in pairs; the fault, or NULL. */
static const char *check(text page)
{
    enum tag_kind open[16];
    int depth = 0;
    for (;;) {
        struct tag tag = next_tag(&page);
        if (tag.kind == TAG_WRONG) return "a tag that does not end, or is empty";
        if (tag.kind == TAG_PART && !page_source(tag.name).at) return "an unknown part";
        if (tag.kind == TAG_END) return depth > 0 ? "a part that is not closed" : NULL;
        if (tag.kind == TAG_IF || tag.kind == TAG_EACH) {
            if (depth == 16) return "parts within parts too deep";
            open[depth++] = tag.kind;
        }
        bool closes_if = tag.kind == TAG_FI || tag.kind == TAG_ELSE;
        if (!closes_if && tag.kind != TAG_DONE) continue;
        if (depth == 0 || open[depth - 1] != (closes_if ? TAG_IF : TAG_EACH))
            return "a close without its open";
        if (tag.kind != TAG_ELSE) depth--;
    }
}

const char *page_check_all(const char **ret_fault)
{
    for (int i = 0; i < web_pages_count; i++) {
        const char *fault = check((text){(const char *)web_pages[i].bytes, web_pages[i].size});
        if (!fault) continue;
        *ret_fault = fault;
        return web_pages[i].name;
    }
    return NULL;
}

const struct embedded *web_static(text name)
{
    for (int i = 0; i < web_statics_count; i++) {
        if (text_equal(text_of(web_statics[i].name), name)) return &web_statics[i];
    }
    return NULL;
}
