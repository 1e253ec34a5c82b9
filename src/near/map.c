#include "near/near.h"

/* The drawing, and which outline a finger fell in. */

#define FINGER 14 /* of the drawing's own units */

static const struct near_outline outlines[] = {
#define OUTLINE(code, path) {code, path},
#include "carte.def"
};

int near_outline_count(void) { return LENGTH(outlines); }
const struct near_outline *near_outline_at(int index) { return &outlines[index]; }

/* A path being walked, side by side. */
struct walk {
    const char *at;
    int x, y, from_x, from_y, start_x, start_y;
};

static int number(const char **at)
{
    const char *c = *at;
    while (*c == ' ') c++;
    int sign = *c == '-' ? -1 : 1, value = 0;
    if (*c == '-') c++;
    for (; *c >= '0' && *c <= '9'; c++) value = value * 10 + (*c - '0');
    *at = c;
    return sign * value;
}

/* The next side of an outline, that which closes a ring too; false at the end. */
static bool side_next(struct walk *walk)
{
    if (*walk->at == '\0') return false;
    if (*walk->at == 'M') {
        walk->at++;
        walk->start_x = walk->x = number(&walk->at);
        walk->start_y = walk->y = number(&walk->at);
        walk->at++; /* the l */
    }
    bool closes = *walk->at == 'z';
    walk->from_x = walk->x;
    walk->from_y = walk->y;
    walk->x = closes ? walk->start_x : walk->x + number(&walk->at);
    walk->y = closes ? walk->start_y : walk->y + number(&walk->at);
    if (closes) walk->at++;
    return true;
}

static int64_t square(int64_t a) { return a * a; }

/* The square of the distance to a side. */
static int64_t distance_to(const struct walk *w, int x, int y)
{
    int64_t dx = w->x - w->from_x, dy = w->y - w->from_y;
    int64_t length = square(dx) + square(dy);
    int64_t along = (x - w->from_x) * dx + (y - w->from_y) * dy;
    if (along < 0 || length == 0) return square(x - w->from_x) + square(y - w->from_y);
    if (along > length) return square(x - w->x) + square(y - w->y);
    int64_t across = (x - w->from_x) * dy - (y - w->from_y) * dx;
    return square(across) / length;
}

/* Even-odd; *ret_distance: to the nearest side, squared. */
static bool is_inside(const char *path, int x, int y, int64_t *ret_distance)
{
    struct walk walk = {.at = path};
    bool inside = false;
    int64_t nearest = INT64_MAX;
    while (side_next(&walk)) {
        int64_t d = distance_to(&walk, x, y);
        nearest = d < nearest ? d : nearest;
        if ((walk.from_y > y) == (walk.y > y)) continue;
        int64_t rise = walk.y - walk.from_y, run = walk.x - walk.from_x;
        int64_t at = walk.from_x + (y - walk.from_y) * run / rise;
        inside = x < at ? !inside : inside;
    }
    *ret_distance = nearest;
    return inside;
}

const struct department *near_department_at(int x, int y)
{
    const struct near_outline *best = NULL;
    int64_t nearest = (int64_t)FINGER * FINGER;
    for (size_t i = 0; i < LENGTH(outlines); i++) {
        int64_t distance;
        if (is_inside(outlines[i].path, x, y, &distance))
            return law_department(text_of(outlines[i].code));
        if (distance > nearest) continue;
        nearest = distance;
        best = &outlines[i];
    }
    return best ? law_department(text_of(best->code)) : NULL;
}
