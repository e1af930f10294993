#include "cli/memory.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace whittle::cli {

void ExpectManyFiles() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr size_t kAhead = size_t{24} << 20;
  constexpr uintptr_t kLargePage = uintptr_t{2} << 20;
  // Two blocks that cannot both fit what the heap has left make it grow by all that is asked ahead.
  mallopt(M_TOP_PAD, static_cast<int>(kAhead));
  constexpr size_t kBlock = size_t{120} << 10;
  // Volatile, since a compiler may take such pairs away.
  void* volatile first = std::malloc(kBlock);
  void* volatile second = std::malloc(kBlock);
  std::free(second);
  std::free(first);
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0));
  if (end < kAhead) return;
  const uintptr_t begin = (end - kAhead + kLargePage - 1) & ~(kLargePage - 1);
  // A hint: where it is refused, pages stay small.
  static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
#endif
}

}  // namespace whittle::cli
