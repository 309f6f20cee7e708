// How long a decoder has been at work. Processor time of this thread, so that neither a busy nor a sleeping machine
// makes a file slow.

#ifndef DECODE_CLOCK_H
#define DECODE_CLOCK_H

#include <stdbool.h>
#include <time.h>

typedef struct {
  double end;
  unsigned calls;
} decode_clock;

static inline double decode_clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline decode_clock decode_clock_start(double seconds) {
  return (decode_clock){.end = decode_clock_now() + seconds};
}

/// Looks at the clock on the first of every 64 calls: asking the system costs as much as decoding a short row.
static inline bool decode_clock_is_over(decode_clock *clock) {
  return clock->calls++ % 64 == 0 && decode_clock_now() >= clock->end;
}

#endif
