#include "text/arena.h"

#include <algorithm>

namespace whittle::text {

void* Arena::AllocateSlow(size_t size, size_t align) {
  constexpr size_t kLargestBlock = size_t{1} << 20;
  const size_t need = size + align;
  const size_t block = std::max(need, block_size_);
  block_size_ = std::min(block_size_ * 2, kLargestBlock);
  blocks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[block]));
  std::byte* begin = blocks_.back().get();
  const auto address = (reinterpret_cast<uintptr_t>(begin) + align - 1) & ~(uintptr_t{align} - 1);
  auto* result = reinterpret_cast<std::byte*>(address);
  // A block for one large object leaves the current block in use for the small ones to come.
  if (next_ == nullptr ||
      static_cast<size_t>(begin + block - (result + size)) > static_cast<size_t>(end_ - next_)) {
    next_ = result + size;
    end_ = begin + block;
  }
  return result;
}

}  // namespace whittle::text
