/* face/jobs/jobs.h - the children of the server that are no workers: what pages asked for, and what the clock
 * asks for.
 *
 *   work    takes one job after the other (service/work.h): deliveries are checked, simulated, applied,
 *           answered; papers are shown to the virus scanner
 *   sealer  gives events their places in the journal's tree and signs its head, every few seconds while some
 *           wait; sweeps sessions and unconfirmed payment choices that are over; asks once a day for the job
 *           that tells whose right ends soon (service/remind_rights.h)
 *   sender  hands messages that are due to the gateway
 *   counter counts what followed campaigns, and the trips that online services saved
 *
 * Each has a connection of its own and ends at once with SIGTERM: what it was doing goes on after the next
 * start.
 */
#ifndef FACE_JOBS_JOBS_H
#define FACE_JOBS_JOBS_H

struct jobs_config {
	const char *url;  /* of the store */
	const char *keys; /* directory, see service/keys.h */
};

/* For struct server_child: `cls` is a struct jobs_config. They return only with an exit status after a
 * failure. */
int jobs_work(void *cls);
int jobs_sealer(void *cls);
int jobs_sender(void *cls);
int jobs_counter(void *cls);

#endif
