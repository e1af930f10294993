// Any text as a catalogue overlay: an error with its line, or a catalogue that answers.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "catalog/blob.h"
#include "catalog/model.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace whittle::catalog;
  Model model;
  const std::string error =
      ReadData(std::string_view(reinterpret_cast<const char*>(data), size), model);
  if (!error.empty()) {
    if (error.substr(0, 5) != "line ") std::abort();
    return 0;
  }
  const auto bytes = MakeBlob(model);
  const blob::View view(bytes.data());
  if (view.header().size != bytes.size()) std::abort();
  const auto actions = view.Entries<blob::Action>(blob::kActions);
  const auto names = view.Entries<uint32_t>(blob::kActionNames);
  if (names.size() != actions.size()) std::abort();
  for (const auto& action : actions) static_cast<void>(view.List(action.keys));
  for (const uint32_t name : names) {
    if (view.Text(name).empty()) std::abort();
  }
  return 0;
}
