// Host tool: compiles the catalogue's data into one blob, as C++ source or as bytes.
//
//   catalog_compiler bytes OUT FILE…     the blob itself, for .incbin
//   catalog_compiler source OUT FILE…    a C++ array, where the assembler cannot include files
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "catalog/model.h"

int main(int argc, char** argv) {
  using namespace whittle::catalog;
  if (argc < 4) {
    std::fputs("usage: catalog_compiler bytes|source OUT FILE...\n", stderr);
    return 2;
  }
  Model model;
  for (int i = 3; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    const std::string error = file ? ReadData(text, model) : "cannot be read";
    if (!error.empty()) {
      std::fprintf(stderr, "%s: %s\n", argv[i], error.c_str());
      return 1;
    }
  }
  const auto blob = MakeBlob(model);
  std::ofstream out(argv[2], std::ios::binary);
  if (std::string_view(argv[1]) == "bytes") {
    out.write(reinterpret_cast<const char*>(blob.data()),
              static_cast<std::streamsize>(blob.size()));
  } else {
    out << "extern \"C\" alignas(8) const unsigned char whittle_catalog_blob[] = {";
    for (size_t i = 0; i < blob.size(); ++i) {
      out << (i % 32 == 0 ? "\n" : "") << static_cast<unsigned>(blob[i]) << ',';
    }
    out << "};\n";
  }
  return out.flush() ? 0 : 1;
}
