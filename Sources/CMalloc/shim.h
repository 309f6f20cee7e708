// How glibc's allocator is told what to do; other systems have nothing like it. Swift's Glibc module leaves it out.
#if defined(__has_include)
#if __has_include(<features.h>)
#include <features.h>
#endif
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif
