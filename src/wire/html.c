#include "wire/wire.h"

static const char *html_escape(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void write_html(struct writer *out, text what)
{
    ptrdiff_t plain = 0; /* where the part not yet written starts */
    for (ptrdiff_t i = 0; i < what.length; i++) {
        const char *escape = html_escape(what.at[i]);
        if (!escape) continue;
        write_bytes(out, what.at + plain, i - plain);
        write_string(out, escape);
        plain = i + 1;
    }
    if (plain < what.length) write_bytes(out, what.at + plain, what.length - plain);
}
