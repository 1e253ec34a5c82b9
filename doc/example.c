/* What would two children, 713.16 euros a month and a complaint five days old give, in the Nord? */
#include <abri.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    struct abri_request request;
    abri_request_begin(&request);
    request.requested_on = 20251125;
    memcpy(request.department, "59", sizeof "59");
    request.resources_cents = 71316;
    request.children_count = 2;
    request.documents_count = 1;
    request.documents[0] = (struct abri_document){ABRI_DOCUMENT_COMPLAINT, 20251120};

    struct abri_decision decision;
    struct abri_trouble trouble;
    if (abri_assess(&request, &decision, &trouble) != ABRI_OK) {
        fprintf(stderr, "%s: expected %s\n", trouble.where, trouble.expected);
        return 2;
    }
    printf("%s: %lld cents as a %s, to be paid by %d\n", abri_word(ABRI_OUTCOMES, decision.outcome),
           (long long)decision.amount_cents, abri_word(ABRI_FORMS, decision.form), decision.pay_by);

    static char why[ABRI_ANSWER_MAX];
    struct abri_room room = {why, sizeof why, 0};
    abri_answer(&request, ABRI_TEXT, ABRI_ENGLISH, &room, NULL);
    return fputs(why, stdout) < 0;
}
