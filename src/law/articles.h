/* The articles the rules of this folder apply. Those of the aid's own chapter carry their words,
 * beside the rule, in the file named after the subject; those of other codes are cited. May
 * include: base. */
#ifndef LAW_ARTICLES_H
#define LAW_ARTICLES_H
#include "law/reasoning.h"

/* who.c */
extern const struct article casf_l214_8, casf_l214_9, cp_132_80, loi_2023_140;
/* document.c: D. 214-11 could not be read whole; its rule is known from official notices. */
extern const struct article casf_d214_11;
/* once.c: D. 214-12, likewise. */
extern const struct article casf_d214_12;
/* residence.c */
extern const struct article css_r111_3;
/* fund.c */
extern const struct article casf_l214_11, casf_d214_18, css_r514_1, crpa_l114_2, casf_l531_5,
    casf_d542_1_1;
/* amount.c */
extern const struct article casf_d214_13, casf_d214_14, casf_d214_15, casf_d214_16, casf_r262_1,
    casf_r542_6;
/* payment.c */
extern const struct article casf_l214_10, casf_d214_19;
/* remedies.c */
extern const struct article casf_l214_15;
/* loan.c */
extern const struct article casf_d214_21, casf_l214_10_1;
/* author.c: as it reads since the finance act for 2024, and as it read before. */
extern const struct article casf_l214_12, casf_l214_12_of_2023;
/* loan_end.c: D. 214-22 could not be read whole; its rule is known from a mirror of the decree. */
extern const struct article casf_d214_22, css_l845_3, css_d847_2, code_civil_2224, code_civil_2230;
/* overpayment.c */
extern const struct article css_l553_1;
/* penalty.c */
extern const struct article casf_l214_16;
/* terms.c */
extern const struct article cpc_641, cpc_642;

/* The rules assess.c applies in turn. Each adds its steps and what it concludes to the decision. */
struct decision;
struct request;
void law_who(const struct request *request, struct decision *decision);
void law_document(const struct request *request, struct decision *decision);
void law_once(const struct request *request, struct decision *decision);
void law_residence(const struct request *request, struct decision *decision);
void law_payment(const struct request *request, struct decision *decision);
/* Grounds refuse; a doubt goes to an agent; nothing of either grants. */
enum outcome law_outcome(const struct decision *decision);

#endif
