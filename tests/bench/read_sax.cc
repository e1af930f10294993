// The floor for lint: reads every file of a folder and runs RapidJSON's SAX parser over it.
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

int main(int, char** argv) {
  size_t bytes = 0;
  std::string text;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    text.resize(entry.file_size());
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::BaseReaderHandler<> handler;
    rapidjson::Reader reader;
    const auto result =
        reader.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag |
                     rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
    if (result.IsError()) return 1;
    bytes += text.size();
  }
  std::printf("%zu bytes\n", bytes);
}
