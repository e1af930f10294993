// The catalogue as plain values: what the data files say, before it becomes a blob.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::catalog {

/// Names compare without letter case, as IAM compares actions and condition keys.
struct LessIgnoreCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

struct ModelResource {
  std::string type;
  bool required = false;
  std::vector<std::string> keys;
};

struct ModelAction {
  std::string name;
  std::string level;
  std::vector<ModelResource> resources;
  std::vector<std::string> keys;
  std::vector<std::string> dependent;
  std::vector<std::string> granted;  ///< ARNs on which AWS's own policies grant it
};

struct ModelType {
  std::vector<std::string> arns;
  std::vector<std::string> keys;
};

struct ModelService {
  std::string name;
  bool rcp = false;
  std::map<std::string, ModelType> types;
  std::map<std::string, ModelAction, LessIgnoreCase> actions;
};

struct ModelKey {
  std::string name;
  std::string type;  ///< as in the data: `ArrayOfString`
  bool global = false;
};

struct ModelVersion {
  std::string id;
  std::string date;
  std::string document;
};

struct ModelPolicy {
  std::string path;
  std::string withdrawn;
  std::vector<ModelVersion> versions;  ///< as in the data: newest first
};

/// All of it. Later lines replace earlier ones of the same name.
struct Model {
  std::string date;
  std::map<std::string, ModelService, std::less<>> services;
  std::map<std::string, ModelKey, LessIgnoreCase> keys;
  std::map<std::string, ModelPolicy, std::less<>> policies;
  std::vector<std::string> providers;
  std::map<std::string, std::string, LessIgnoreCase> confusions;
};

/// Reads data text into the model (its grammar: data/README.md). Returns an empty string, or what
/// is wrong and on which line: nothing is read after that.
[[nodiscard]] std::string ReadData(std::string_view text, Model& model);

/// The blob of a model; see blob.h.
[[nodiscard]] std::vector<unsigned char> MakeBlob(const Model& model);

}  // namespace whittle::catalog
