// Options of commands: declared as tables, read through cxxopts, shown by --help.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::cli {

/// Exit codes; see docs/json.md and README.
inline constexpr int kOk = 0;
inline constexpr int kFound = 1;
inline constexpr int kUsage = 2;

/// One option. A flag has no value name.
struct OptionSpec {
  std::string_view name;        ///< without dashes
  std::string_view value = {};  ///< `FILE`; empty: a flag
  std::string_view help;
  std::span<const std::string_view> words = {};  ///< the values that are taken; empty: any
  bool list = false;  ///< may be given more than once, and split at commas
};

/// One command.
struct CommandSpec {
  std::string_view name;
  std::string_view arguments;  ///< `[PATH…|-]`
  std::string_view summary;
  std::string_view details;  ///< shown by --help below the options
  std::span<const OptionSpec> options;
};

/// What the user gave.
class Arguments {
 public:
  [[nodiscard]] bool Has(std::string_view name) const { return values_.count(name) != 0; }
  /// The last value given, or `otherwise`.
  [[nodiscard]] std::string Get(std::string_view name, std::string_view otherwise = {}) const;
  /// All values given, lists split at commas.
  [[nodiscard]] const std::vector<std::string>& All(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }

 private:
  friend std::optional<Arguments> ParseArguments(const CommandSpec&, int, const char* const*, int&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positional_;
};

/// Reads the arguments after the command's name. Nothing when the command is done: --help was
/// asked for (`exit_code` 0), or something is wrong and has been said on stderr (`exit_code` 2).
[[nodiscard]] std::optional<Arguments> ParseArguments(const CommandSpec& command, int argc,
                                                      const char* const* argv, int& exit_code);

/// Reads --jobs into `jobs`, which stays as it is where the option is not given. Returns what is
/// wrong; empty: nothing.
[[nodiscard]] std::string ReadJobs(const Arguments& arguments, unsigned& jobs);

/// The text of `whittle COMMAND --help`.
[[nodiscard]] std::string HelpText(const CommandSpec& command);

/// Says `whittle: message` on stderr and returns kUsage.
int UsageError(std::string_view message);

}  // namespace whittle::cli
