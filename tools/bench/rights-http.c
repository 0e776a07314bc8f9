/* tools/bench/rights-http.c - what PostgreSQL itself can do: the look-up of a check of rights, one number at a
 * time by prepared statements over so many connections, each a process.
 *
 *   bench-rights-http URL CONNECTIONS SECONDS NUMBERS-FILE DAY
 *
 * Prints look-ups a second.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NUMBERS_MAX = 100000, LINE = 32, CONNECTIONS_MAX = 256 };

static const char sql[] =
    "SELECT p.number, p.person_id, p.born, r.state, r.scheme, r.package, r.until_day, r.because FROM person p"
    " LEFT JOIN rights r ON r.person_id = p.person_id AND r.from_day <= $2 AND r.until_day > $2"
    " AND r.known_until = 9223372036854775807 WHERE p.number = $1 AND p.state = 'ACTIVE'";

static char numbers[NUMBERS_MAX][LINE];
static size_t numbers_n;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long ask(const char *url, double seconds, const char *day, unsigned seed)
{
	PGconn *pg = PQconnectdb(url);
	PGresult *r = PQprepare(pg, "q", sql, 2, (const Oid[]){ 20, 1082 });
	long done = 0;

	if (PQresultStatus(r) != PGRES_COMMAND_OK) {
		fprintf(stderr, "bench: %s", PQerrorMessage(pg));
		_exit(1);
	}
	PQclear(r);
	for (double end = now() + seconds; now() < end; done++) {
		const char *values[] = { numbers[(size_t)rand_r(&seed) % numbers_n], day };
		r = PQexecPrepared(pg, "q", 2, values, NULL, NULL, 1);
		if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1)
			_exit(1);
		PQclear(r);
	}
	PQfinish(pg);
	return done;
}

int main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	int n = atoi(argv[2]);
	double seconds = atof(argv[3]);
	FILE *f = fopen(argv[4], "r");
	long *done = mmap(NULL, CONNECTIONS_MAX * sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status, bad = 0;
	long all = 0;

	if (f == NULL || done == MAP_FAILED || n < 1 || n > CONNECTIONS_MAX)
		return 2;
	while (numbers_n < NUMBERS_MAX && fgets(numbers[numbers_n], LINE, f) != NULL) {
		numbers[numbers_n][strcspn(numbers[numbers_n], "\n")] = '\0';
		numbers_n++;
	}
	for (int i = 0; i < n; i++)
		if (fork() == 0) {
			done[i] = ask(argv[1], seconds, argv[5], (unsigned)i + 1);
			_exit(0);
		}
	while (wait(&status) > 0)
		bad += status != 0;
	for (int i = 0; i < n; i++)
		all += done[i];
	printf("%.0f\n", (double)all / seconds);
	return bad != 0 || numbers_n == 0;
}
