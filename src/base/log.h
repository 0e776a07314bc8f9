/* base/log.h - what the operator reads: one line an event on standard error, for journald.
 *
 * No personal data here: no argument of a type that holds it compiles into these calls, because only numbers
 * and `const char *` made by the program are accepted by the format check, and names live in `str`.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are not written. Starts at LOG_WARN; SANAD_LOG=debug|info|warn|error changes it. */
void log_level_set(enum log_level least);
void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)

#endif
