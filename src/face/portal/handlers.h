/* face/portal/handlers.h - the rows of each group of pages, each ended by an empty one. For portal.c. */
#ifndef FACE_PORTAL_HANDLERS_H
#define FACE_PORTAL_HANDLERS_H

#include "face/http/route.h"

extern const struct route signin_routes[];   /* signin.c: signing in and out, sessions */
extern const struct route activate_routes[]; /* activate.c: from a message to a member's account */
extern const struct route home_routes[];     /* home.c: the first page, about */
extern const struct route feed_routes[];     /* feeds.c, feed_send.c: deliveries */
extern const struct route report_routes[];   /* report.c: simulations and decisions about them */
extern const struct route review_routes[];   /* reviews.c: questions about likenesses */
extern const struct route people_routes[];   /* people.c: finding a person, showing one */
extern const struct route assisted_routes[]; /* assisted.c: receipts of what agents did for people */
extern const struct route death_routes[];    /* death.c: a person's death, recorded or taken back */
extern const struct route family_routes[];   /* family.c: a family, and who belongs to it declared */
extern const struct route rights_routes[];   /* rights.c: what somebody is entitled to, and why */
extern const struct route
    relative_routes[]; /* relative.c: one of a family: no longer, or proved for longer */
extern const struct route
    followed_routes[]; /* followed.c: what a person asked, followed, withdrawn, completed */
extern const struct route statement_routes[];	  /* statements.c: something in a file is wrong */
extern const struct route contact_routes[];	  /* contact.c: how to reach a person */
extern const struct route payment_routes[];	  /* payment.c: how a person pays, for members and counters */
extern const struct route request_routes[];	  /* requests.c: what people ask, answered */
extern const struct route campaign_routes[];	  /* campaigns.c: telling a population something */
extern const struct route gateway_routes[];	  /* gateways.c: reports of what became of messages */
extern const struct route message_words_routes[]; /* message_words.c: what messages say */
extern const struct route trips_routes[];	  /* trips.c: services used, trips saved */
extern const struct route move_routes[];	  /* moves.c, move_report.c: from one scheme to another */
extern const struct route law_routes[];		  /* laws.c: the fund's law, proposed and put in force */
extern const struct route law_book_routes[];	  /* law.c: what the law says, for everybody */
extern const struct route rights_api_routes[];	  /* rights_api.c: rights by number, for programs */
extern const struct route phone_routes[];	  /* phone.c: messages of a demo fund */
extern const struct route law_simulation_routes[]; /* law_simulation.c: what a proposed law would change */

/* people.c: one person's page again, with the problems of a form on it */
struct page;
rc person_with_problems(struct request *q, struct reply *p, struct page *page, int status);

/* own.c, for the first page */
rc own_home(struct request *q, struct reply *p);
extern const struct route attestation_routes[]; /* attestations.c: papers about a person */

/* move_report.c, rows of moves.c */
rc move_report_page(struct request *q, struct reply *p);
rc move_report_csv(struct request *q, struct reply *p);
rc move_report_told(struct request *q, struct reply *p);

/* feed_send.c, rows of feeds.c */
rc feed_send_form(struct request *q, struct reply *p);
rc feed_send(struct request *q, struct reply *p);
rc feed_sent(struct request *q, struct reply *p);
extern const struct upload feed_upload;

#endif
