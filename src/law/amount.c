#include "law/amount.h"
#include "law/articles.h"

/* How much, and grant or loan: CASF D. 214-14 and D. 214-13. */

const struct article casf_d214_14 = {
    .code = "CASF",
    .number = "D. 214-14",
    .since = {2023, 11, 28},
    .file = "casf/D214-14@2023-11-28.txt",
    .text = "Le montant de l'aide est égal au montant forfaitaire du revenu de "
            "solidarité active mentionné au premier alinéa de l'article L. 262-3. Il "
            "est majoré en fonction du nombre d'enfants à charge au sens de l'article "
            "D. 214-16, dans les conditions prévues à l'article R. 262-1.\n"
            "Lorsque le bénéficiaire perçoit des ressources, définies à l'article "
            "D. 214-15, supérieures à un pourcentage du montant du salaire minimum de "
            "croissance mentionné à l'article L. 3231-2 du code du travail, net des "
            "prélèvements sociaux obligatoires, en vigueur au 1er janvier précédant "
            "la demande de l'aide, rapporté à une valeur mensuelle, le montant de "
            "l'aide calculé en application du 1er alinéa est minoré :\n"
            "1° De 20 % lorsque les ressources sont supérieures à 50 % du salaire de "
            "croissance précité net mensuel et inférieures ou égales à ce salaire ;\n"
            "2° De 40 % lorsque les ressources sont supérieures à ce salaire et "
            "inférieures ou égales à 150 % du même salaire ;\n"
            "3° De 60 % lorsque les ressources sont supérieures à 150 % du salaire "
            "précité.\n"
            "Les montants des seuils de ressources calculés en application du présent "
            "article sont revalorisés au 1er avril de chaque année, sur la base du "
            "montant du salaire minimum de croissance mentionné au deuxième alinéa, "
            "en vigueur au 1er janvier de la même année.",
};

const struct article casf_d214_13 = {
    .code = "CASF",
    .number = "D. 214-13",
    .since = {2023, 11, 28},
    .file = "casf/D214-13@2023-11-28.txt",
    .text = "L'aide financière mentionnée à l'article L. 214-9 prend la forme d'un "
            "prêt sans intérêt ou d'une aide non remboursable. Elle est versée en "
            "une fois.\n"
            "Elle est attribuée sous forme de prêt sans intérêt lorsque le demandeur "
            "de l'aide perçoit des ressources, définies à l'article D. 214-15, "
            "excédant un pourcentage du montant du salaire minimum de croissance "
            "mentionné à l'article L. 3231-2 du code du travail, net des "
            "prélèvements sociaux obligatoires, rapporté à une valeur mensuelle. Ce "
            "pourcentage est fixé à :\n"
            "1° 150 % pour une personne seule ;\n"
            "2° 225 % pour une personne seule avec un enfant à charge ;\n"
            "3° 270 % pour une personne seule avec deux enfants à charge ;\n"
            "4° 330 % pour une personne seule avec trois enfants à charge ou plus.\n"
            "Lorsque le demandeur perçoit des ressources inférieures ou égales au "
            "pourcentage fixé au deuxième alinéa, l'aide est attribuée sous la forme "
            "d'une aide non remboursable.",
};

/* Which resources: hers alone, of the month before the request. */
const struct article casf_d214_15 = {.code = "CASF", .number = "D. 214-15"};
/* Which children: under 21 and in her charge. */
const struct article casf_d214_16 = {.code = "CASF", .number = "D. 214-16"};
/* The increments of the RSA: half the flat amount for the first further person, three tenths for
 * the next, four tenths from the third child. */
const struct article casf_r262_1 = {.code = "CASF", .number = "R. 262-1"};
/* The same for Mayotte: half, three tenths twice, then one tenth from the fourth child. */
const struct article casf_r542_6 = {.code = "CASF", .number = "R. 542-6"};

/* The amount in force, or the reform's in its place. */
static struct amount amount_in_force(const struct setting *setting, enum parameter what, date day,
                                     bool *may_be_outdated)
{
    const struct reform *reform = setting->reform;
    if (reform && reform->has[what]) {
        return (struct amount){.what = what,
                               .since = setting->requested_on,
                               .published = setting->requested_on,
                               .value = reform->value[what],
                               .fixed_by = "réforme simulée",
                               .confidence = TO_CONFIRM};
    }
    struct amount_in_force found = law_parameter(what, day, setting->known_on);
    must(found.amount);
    *may_be_outdated |= found.may_be_outdated;
    return *found.amount;
}

/* The line of the tables a step's value was read in. */
static void cite(struct step *step, const struct amount *line)
{
    step->source = line->fixed_by;
    step->since = line->since;
    step->published = line->published;
    step->to_confirm = line->confidence == TO_CONFIRM;
}

/* D. 214-14 al. 1 with R. 262-1: by how much of the flat amount the n-th child raises it. */
static int increment_percent(const struct setting *setting, int child)
{
    static const int8_t general[] = {50, 30, 40}, mayotte[] = {50, 30, 30, 10};
    if (setting->mayotte) return mayotte[child <= 4 ? child - 1 : 3];
    return general[child <= 3 ? child - 1 : 2];
}

/* D. 214-14 al. 1. Each increment is rounded to the cent by itself, then added: the amounts
 * published for two and three children (1 093,96 and 1 422,35) come out in no other way. */
static money full_amount(const struct setting *setting, int children, struct reasoning *why,
                         bool *may_be_outdated)
{
    enum parameter what = setting->mayotte ? PARAMETER_RSA_MAYOTTE : PARAMETER_RSA;
    struct amount flat = amount_in_force(setting, what, setting->requested_on, may_be_outdated);
    money one_person = money_round_half_up(flat.value);
    struct step *step =
        reasoning_add_value(why, &casf_d214_14, "al. 1", SENTENCE_FLAT_AMOUNT,
                            (struct mentioned){.d1 = flat.since, .m1 = one_person}, one_person);
    cite(step, &flat);

    const struct article *scale = setting->mayotte ? &casf_r542_6 : &casf_r262_1;
    money full = one_person;
    for (int child = 1; child <= children; child++) {
        int percent = increment_percent(setting, child);
        money more = money_percent(one_person, percent);
        full.cents += more.cents;
        reasoning_add_value(why, scale, setting->mayotte ? "I" : "", SENTENCE_INCREMENT,
                            (struct mentioned){.n1 = child, .n2 = percent, .m1 = more}, more);
    }
    reasoning_add_value(why, &casf_d214_14, "al. 1", SENTENCE_FULL_AMOUNT,
                        (struct mentioned){.m1 = full}, full);
    return full;
}

/* The day whose minimum wage counts. D. 214-14 speaks of the 1 January before the request and of
 * thresholds that move on 1 April: the second is read as the special rule (april, the default); the
 * first alone is january; in_force is what the first official leaflet printed. */
static date wage_day(const struct setting *setting)
{
    date day = setting->requested_on;
    if (setting->smic_reference == SMIC_REFERENCE_IN_FORCE) return day;
    bool before_april = day.month < 4;
    if (setting->smic_reference == SMIC_REFERENCE_APRIL && before_april) day.year--;
    return DATE(day.year, 1, 1);
}

static struct amount wage(const struct setting *setting, bool *may_be_outdated)
{
    enum parameter what = setting->mayotte ? PARAMETER_SMIC_NET_MAYOTTE : PARAMETER_SMIC_NET;
    return amount_in_force(setting, what, wage_day(setting), may_be_outdated);
}

/* D. 214-14 al. 2 to 5: reduced by this much above that much of the minimum wage, read from the
 * top. */
static const struct {
    int above_percent, reduced_percent;
    const char *where;
} reductions[REDUCTION_THRESHOLDS] = {{150, 60, "3°"}, {100, 40, "2°"}, {50, 20, "1°"}};

/* D. 214-13 al. 2 to 6: a loan above this much of the minimum wage, by number of children. */
static const struct {
    int above_percent;
    const char *where;
} loans[LOAN_THRESHOLDS] = {{150, "1°"}, {225, "2°"}, {270, "3°"}, {330, "4°"}};

static int reduction_percent(mils smic, money resources, struct reasoning *why)
{
    for (size_t i = 0; i < LENGTH(reductions); i++) {
        money threshold = money_percent_of_mils(smic, reductions[i].above_percent);
        if (resources.cents <= threshold.cents) continue;
        reasoning_add_value(why, &casf_d214_14, reductions[i].where, SENTENCE_REDUCED,
                            (struct mentioned){.n1 = reductions[i].above_percent,
                                               .n2 = reductions[i].reduced_percent,
                                               .m1 = threshold},
                            threshold);
        return reductions[i].reduced_percent;
    }
    money lowest = money_percent_of_mils(smic, reductions[LENGTH(reductions) - 1].above_percent);
    reasoning_add_value(
        why, &casf_d214_14, "al. 2", SENTENCE_NOT_REDUCED,
        (struct mentioned){.n1 = reductions[LENGTH(reductions) - 1].above_percent, .m1 = lowest},
        lowest);
    return 0;
}

static enum form form(mils smic, money resources, int children, struct reasoning *why)
{
    int row = children < LOAN_THRESHOLDS ? children : LOAN_THRESHOLDS - 1;
    money threshold = money_percent_of_mils(smic, loans[row].above_percent);
    bool loan = resources.cents > threshold.cents;
    reasoning_add_value(why, &casf_d214_13, loan ? loans[row].where : "al. 7",
                        loan ? SENTENCE_FORM_LOAN : SENTENCE_FORM_GRANT,
                        (struct mentioned){.n1 = loans[row].above_percent, .m1 = threshold},
                        threshold);
    return loan ? FORM_LOAN : FORM_GRANT;
}

void law_aid(const struct setting *setting, money resources, int children, struct reasoning *why,
             struct aid *ret)
{
    must(children >= 0 && children <= REQUEST_CHILDREN_MAX && resources.cents >= 0);
    struct aid aid = {0};
    aid.full = full_amount(setting, children, why, &aid.may_be_outdated);

    reasoning_add_value(why, &casf_d214_15, "", SENTENCE_RESOURCES,
                        (struct mentioned){.m1 = resources}, resources);
    struct amount smic = wage(setting, &aid.may_be_outdated);
    money shown = money_round_half_up(smic.value);
    struct step *step = reasoning_add_value(
        why, &casf_d214_14, "al. 6", SENTENCE_WAGE_REFERENCE,
        (struct mentioned){.w1 = &law_smic_references.words[setting->smic_reference],
                           .d1 = smic.since,
                           .m1 = shown},
        shown);
    cite(step, &smic);

    aid.reduction_percent = reduction_percent(smic.value, resources, why);
    aid.amount = money_percent(aid.full, 100 - aid.reduction_percent);
    reasoning_add_value(why, &casf_d214_13, "al. 1", SENTENCE_AMOUNT,
                        (struct mentioned){.m1 = aid.amount}, aid.amount);
    aid.form = form(smic.value, resources, children, why);
    *ret = aid;
}

void law_thresholds(const struct setting *setting, struct thresholds *ret)
{
    bool unread = false;
    mils smic = wage(setting, &unread).value;
    struct thresholds found;
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) {
        int lowest_first = REDUCTION_THRESHOLDS - 1 - i;
        found.reduction[i] = money_percent_of_mils(smic, reductions[lowest_first].above_percent);
    }
    for (int i = 0; i < LOAN_THRESHOLDS; i++) {
        found.loan[i] = money_percent_of_mils(smic, loans[i].above_percent);
    }
    *ret = found;
}
