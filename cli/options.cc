#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cxxopts.hpp>

#include "text/spelling.h"

namespace whittle::cli {

namespace {

const OptionSpec* FindOption(const CommandSpec& command, std::string_view name) {
  for (const OptionSpec& option : command.options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  size_t begin = 0;
  while (true) {
    const size_t end = std::min(text.find(',', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

/// Empty, or what is wrong with a value.
std::string CheckValue(const OptionSpec& option, const std::string& value) {
  if (value.empty())
    return fmt::format("--{} needs a value: --{}={}", option.name, option.name, option.value);
  if (option.words.empty()) return {};
  // `json=FILE`: the word is what stands before.
  const std::string word = value.substr(0, value.find('='));
  if (std::find(option.words.begin(), option.words.end(), word) != option.words.end()) return {};
  text::Nearest nearest(word);
  std::string words;
  for (const std::string_view known : option.words) {
    nearest.Consider(known);
    if (!words.empty()) words += ", ";
    words += known;
  }
  const auto near = nearest.Take();
  return fmt::format("--{} does not take `{}`{} (it takes {})", option.name, word,
                     text::DidYouMean(near), words);
}

/// The first argument that looks like an option and is none, for a message of our own.
std::string UnknownOption(const CommandSpec& command, int argc, const char* const* argv) {
  for (int i = 0; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--") break;
    if (argument.substr(0, 2) != "--") {
      if (argument.size() > 1 && argument[0] == '-' && argument != "-h") {
        return fmt::format("unknown option `{}`", argument);
      }
      continue;
    }
    const std::string_view name = argument.substr(2, argument.find('=') - 2);
    if (name == "help" || FindOption(command, name) != nullptr) continue;
    text::Nearest nearest(name);
    for (const OptionSpec& option : command.options) {
      nearest.Consider(option.name, fmt::format("--{}", option.name));
    }
    return fmt::format("unknown option `--{}`{}", name, text::DidYouMean(nearest.Take()));
  }
  return {};
}

}  // namespace

std::string Arguments::Get(std::string_view name, std::string_view otherwise) const {
  const auto it = values_.find(name);
  return it == values_.end() || it->second.empty() ? std::string(otherwise) : it->second.back();
}

const std::vector<std::string>& Arguments::All(std::string_view name) const {
  static const std::vector<std::string> kNone;
  const auto it = values_.find(name);
  return it == values_.end() ? kNone : it->second;
}

int UsageError(std::string_view message) {
  fmt::print(stderr, "whittle: {}\n", message);
  return kUsage;
}

std::string ReadJobs(const Arguments& arguments, unsigned& jobs) {
  const std::string text = arguments.Get("jobs");
  if (text.empty()) return {};
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > 1024) {
    return fmt::format("--jobs takes a number from 0 to 1024, not `{}`", text);
  }
  jobs = number;
  return {};
}

std::string HelpText(const CommandSpec& command) {
  std::string out = fmt::format("Usage: whittle {} [OPTION…] {}\n\n{}\n\nOptions:\n", command.name,
                                command.arguments, command.summary);
  const auto line = [&](std::string_view name, std::string_view value, std::string_view help) {
    const std::string left = fmt::format("--{}{}{}", name, value.empty() ? "" : " ", value);
    out += fmt::format("  {:<28} {}\n", left, help);
  };
  for (const OptionSpec& option : command.options) line(option.name, option.value, option.help);
  line("help", "", "show this and exit");
  if (!command.details.empty()) out += fmt::format("\n{}\n", command.details);
  return out;
}

std::optional<Arguments> ParseArguments(const CommandSpec& command, int argc,
                                        const char* const* argv, int& exit_code) {
  exit_code = kUsage;
  const std::string unknown = UnknownOption(command, argc, argv);
  if (!unknown.empty()) {
    UsageError(fmt::format("{}\nsee `whittle {} --help`", unknown, command.name));
    return std::nullopt;
  }
  cxxopts::Options options("whittle");
  options.add_options()("h,help", "");
  for (const OptionSpec& option : command.options) {
    if (option.value.empty()) {
      options.add_options()(std::string(option.name), "");
    } else {
      options.add_options()(std::string(option.name), "", cxxopts::value<std::string>());
    }
  }
  options.add_options()("positional", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"positional"});
  // cxxopts wants the program's name first.
  std::vector<const char*> arguments{"whittle"};
  arguments.insert(arguments.end(), argv, argv + argc);
  Arguments result;
  try {
    const auto parsed = options.parse(static_cast<int>(arguments.size()), arguments.data());
    for (const auto& given : parsed.arguments()) {
      if (given.key() == "positional") {
        result.positional_.push_back(given.value());
        continue;
      }
      if (given.key() == "help") continue;
      const OptionSpec& option = *FindOption(command, given.key());
      auto& values = result.values_[given.key()];
      if (option.value.empty()) continue;
      for (std::string& value :
           option.list ? SplitAtCommas(given.value()) : std::vector<std::string>{given.value()}) {
        const std::string wrong = CheckValue(option, value);
        if (!wrong.empty()) {
          UsageError(wrong);
          return std::nullopt;
        }
        values.push_back(std::move(value));
      }
    }
    if (parsed.count("help") != 0) {
      fmt::print("{}", HelpText(command));
      exit_code = kOk;
      return std::nullopt;
    }
  } catch (const cxxopts::exceptions::exception& error) {
    UsageError(fmt::format("{}\nsee `whittle {} --help`", error.what(), command.name));
    return std::nullopt;
  }
  exit_code = kOk;
  return result;
}

}  // namespace whittle::cli
