#include "web/tags.h"

#include "wire/out.h"
#include "wire/wire.h"

/* Filling a page. Its tags pair: page_check_all has seen to it, in the tests and when the server
 * starts. */

/* Writes the page until the tag that ends the part it stands in, and tells which it was. Without
 * `show` it only walks. */
static enum tag_kind render(struct writer *out, text *left, const struct values *values, bool show);

static void render_if(struct writer *out, text *left, const struct values *values, text name,
                      bool show)
{
    const struct value *v = show ? value_find(values, name) : NULL;
    must(!show || v); /* a page asks for a value nobody gave */
    bool yes = show && value_is_true(v);
    if (render(out, left, values, yes) == TAG_ELSE) render(out, left, values, show && !yes);
}

static void render_each(struct writer *out, text *left, const struct values *values, text name,
                        bool show)
{
    const struct value *v = show ? value_find(values, name) : NULL;
    must(!show || (v && v->kind == VALUE_LIST));
    for (const struct values *row = show ? v->first : NULL; row; row = row->next_row) {
        text part = *left;
        render(out, &part, row, true);
    }
    render(out, left, values, false);
}

static void render_part(struct writer *out, const struct values *values, text name)
{
    text part = page_source(name);
    must(part.at);
    render(out, &part, values, true);
}

static void render_value(struct writer *out, const struct values *values, text name)
{
    const struct value *v = value_find(values, name);
    must(v && v->kind == VALUE_TEXT);
    write_html(out, v->words);
}

static void render_sentence(struct writer *out, const struct values *values, text french)
{
    char room[SENTENCE_MAX];
    struct writer key = WRITER(room);
    write_sentence_key(&key, french);
    must(!key.full);
    write_html(out, text_of(web_say(values->tongue, writer_string(&key))));
}

static enum tag_kind render(struct writer *out, text *left, const struct values *values, bool show)
{
    for (;;) {
        struct tag tag = tag_next(left);
        if (show) write_text(out, tag.before);
        switch (tag.kind) {
        case TAG_VALUE:
            if (show) render_value(out, values, tag.name);
            break;
        case TAG_SAY:
            if (show) render_sentence(out, values, tag.name);
            break;
        case TAG_PART:
            if (show) render_part(out, values, tag.name);
            break;
        case TAG_IF: render_if(out, left, values, tag.name, show); break;
        case TAG_EACH: render_each(out, left, values, tag.name, show); break;
        case TAG_NOTE: break;
        case TAG_END:
        case TAG_ELSE:
        case TAG_END_IF:
        case TAG_END_EACH: return tag.kind;
        case TAG_WRONG: must(tag.kind != TAG_WRONG);
        }
    }
}

err page_render(const char *name, const struct values *values, struct arena *a, text *ret)
{
    text left = page_source(text_of(name));
    must(left.at);
    /* Over what is left, and not into a piece taken from it, which would be cleared first, all of
     * it, for each page. Rendering takes nothing from the arena. */
    struct writer out = wire_out_begin(a);
    render(&out, &left, values, true);
    text written = wire_out_end(a, &out);
    if (!written.at) return ERR_HOST;
    *ret = written;
    return ERR_OK;
}

const struct embedded *web_static(text name)
{
    for (int i = 0; i < web_statics_count; i++) {
        if (text_equal(text_of(web_statics[i].name), name)) return &web_statics[i];
    }
    return NULL;
}
