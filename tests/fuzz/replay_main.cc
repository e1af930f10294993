// Feeds files, and a few hand-made inputs, to a fuzz target without a fuzzer.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Feed(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  size_t fed = 0;
  for (const char* input :
       {"", "{", "[[[[", "\xEF\xBB\xBF{}", "{\"Statement\":{\"Effect\":\"Allow\"}}", "\"\\ud800\"",
        "{\"Statement\":[{\"Action\":\"${\",\"Resource\":\"arn:aws:s3:::${a:b, 'c'}*\"}]}"}) {
    Feed(input);
    ++fed;
  }
  Feed(std::string(100000, '['));
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text((std::istreambuf_iterator<char>(file)),
                             std::istreambuf_iterator<char>());
      // Cut short in every way that is cheap: parsers like to fail at the end.
      for (size_t size = text.size(); size > 0; size = size * 3 / 4) {
        Feed(text.substr(0, size));
        ++fed;
      }
    }
  }
  std::printf("%zu inputs\n", fed);
  return 0;
}
