// Binds hypot to the version that glibc had before 2.35. Swift's runtime refers to it, which alone would keep the
// program from starting on glibc 2.34 (Red Hat Enterprise Linux 9 and its relatives); nothing here calls it.
#if defined(__x86_64__)
extern double old_hypot(double, double);
extern float old_hypotf(float, float);
__asm__(".symver old_hypot, hypot@GLIBC_2.2.5");
__asm__(".symver old_hypotf, hypotf@GLIBC_2.2.5");

double hypot(double x, double y) { return old_hypot(x, y); }
float hypotf(float x, float y) { return old_hypotf(x, y); }
#endif
