// Memory that lives and dies together.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace whittle::text {

/// Bump allocator for trivially destructible objects. What it hands out never moves and lives as
/// long as the arena. Not thread-safe.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  [[nodiscard]] void* Allocate(size_t size, size_t align) {
    auto address = (reinterpret_cast<uintptr_t>(next_) + align - 1) & ~(uintptr_t{align} - 1);
    if (next_ == nullptr || address + size > reinterpret_cast<uintptr_t>(end_)) {
      return AllocateSlow(size, align);
    }
    next_ = reinterpret_cast<std::byte*>(address + size);
    return reinterpret_cast<void*>(address);
  }

  /// `count` default-constructed objects.
  template <typename T>
  [[nodiscard]] std::span<T> NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (count == 0) return {};
    T* first = static_cast<T*>(Allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(first, count);
    return {first, count};
  }

  /// A copy of a sequence, contiguous.
  template <typename T>
  [[nodiscard]] std::span<const T> Copy(std::span<const T> from) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    if (from.empty()) return {};
    T* first = static_cast<T*>(Allocate(from.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(first), from.data(), from.size_bytes());
    return {first, from.size()};
  }
  template <typename T>
  [[nodiscard]] std::span<const T> Copy(const std::vector<T>& from) {
    return Copy(std::span<const T>(from));
  }
  [[nodiscard]] std::string_view Copy(std::string_view from) {
    auto copy = Copy(std::span<const char>(from.data(), from.size()));
    return {copy.data(), copy.size()};
  }

  template <typename T, typename... Args>
  [[nodiscard]] T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

 private:
  [[nodiscard]] void* AllocateSlow(size_t size, size_t align);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  size_t block_size_ = 4096;  ///< doubles up to a bound: small files stay small
};

}  // namespace whittle::text
