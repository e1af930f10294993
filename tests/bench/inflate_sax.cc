// The floor for usage: inflates files and runs RapidJSON's SAX parser over them, a file a thread.
//
//   inflate_sax THREADS FILE…
#include <rapidjson/reader.h>
#include <zlib.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

/// RapidJSON's stream over a file, gzipped or not.
class Input {
 public:
  using Ch = char;
  explicit Input(gzFile file) : file_(file), buffer_(size_t{1} << 18) {}

  char Peek() {
    if (at_ == end_) Fill();
    return at_ == end_ ? '\0' : *at_;
  }
  char Take() {
    const char c = Peek();
    if (at_ != end_) ++at_;
    return c;
  }
  [[nodiscard]] size_t Tell() const { return 0; }
  char* PutBegin() { return nullptr; }
  void Put(char) {}
  size_t PutEnd(char*) { return 0; }

 private:
  void Fill() {
    const int got = gzread(file_, buffer_.data(), static_cast<unsigned>(buffer_.size()));
    at_ = buffer_.data();
    end_ = at_ + (got > 0 ? got : 0);
  }

  gzFile file_;
  std::vector<char> buffer_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

bool Parse(const char* path) {
  gzFile file = gzopen(path, "rb");
  if (file == nullptr) return false;
  gzbuffer(file, 1 << 17);
  Input input(file);
  bool good = true;
  while (good) {
    while (input.Peek() == '\n') input.Take();
    if (input.Peek() == '\0') break;
    rapidjson::BaseReaderHandler<> handler;
    rapidjson::Reader reader;
    constexpr unsigned kFlags =
        rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseNumbersAsStringsFlag;
    good = !reader.Parse<kFlags>(input, handler).IsError();
  }
  gzclose(file);
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  std::atomic<int> next{2};
  std::atomic<bool> good{true};
  const auto work = [&] {
    for (int i = next++; i < argc; i = next++) {
      if (!Parse(argv[i])) good = false;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < std::atoi(argv[1]); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return good ? 0 : 2;
}
