/* The English of what the pages say, from po/en.po, sorted by the French.
 * May include: base, law, case, pay, store, wire, desk, host. */
#ifndef WEB_CATALOGUE_H
#define WEB_CATALOGUE_H

struct message {
    const char *french, *english;
};
extern const struct message web_messages[];
extern const int web_messages_count;

#endif
