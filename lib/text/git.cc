#include "text/git.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#ifndef _WIN32
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

extern char** environ;  // NOLINT: POSIX's own name
#endif

namespace whittle::text {

namespace {

/// What a run of git printed.
struct Output {
  std::string text;
  std::string error;  ///< empty: it went well
};

#ifdef _WIN32

Output RunGit(const std::vector<std::string>&) {
  return {{}, "git revisions are not supported on this system"};
}

#else

/// Reads a pipe to its end.
std::string Drain(int pipe) {
  std::string text;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t got = read(pipe, buffer.data(), buffer.size());
    if (got > 0) {
      text.append(buffer.data(), static_cast<size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      return text;
    }
  }
}

Output RunGit(const std::vector<std::string>& arguments) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (pipe(out.data()) != 0) return {{}, "no pipe to git"};
  if (pipe(err.data()) != 0) {
    close(out[0]);
    close(out[1]);
    return {{}, "no pipe to git"};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  for (const int fd : {out[0], out[1], err[0], err[1]}) {
    posix_spawn_file_actions_addclose(&actions, fd);
  }
  std::vector<std::string> words = {"git"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  Output output;
  if (failed == 0) {
    output.text = Drain(out[0]);
    // Git's complaints are short: they wait in the pipe.
    output.error = Drain(err[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      output.error.clear();
    } else if (output.error.empty()) {
      output.error = "git failed";
    }
    while (!output.error.empty() && output.error.back() == '\n') output.error.pop_back();
  } else {
    output.error = "git cannot be run: " + std::generic_category().message(failed);
  }
  close(out[0]);
  close(err[0]);
  return output;
}

#endif

std::string Spelled(const RevisionPath& at) { return at.revision + ":" + at.path; }

}  // namespace

std::optional<RevisionPath> ParseRevisionPath(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || text[0] == '-') return std::nullopt;
  std::error_code ignored;
  if (std::filesystem::exists(text, ignored)) return std::nullopt;
  return RevisionPath{text.substr(0, colon), text.substr(colon + 1)};
}

RevisionFiles ListRevision(const RevisionPath& at) {
  const Output type = RunGit({"cat-file", "-t", Spelled(at)});
  if (!type.error.empty()) return {{}, type.error};
  if (type.text == "blob\n") return {{""}, {}};
  const Output list = RunGit({"ls-tree", "-r", "-z", "--name-only", "--full-tree", Spelled(at)});
  if (!list.error.empty()) return {{}, list.error};
  RevisionFiles files;
  std::string_view rest = list.text;
  while (!rest.empty()) {
    const size_t end = rest.find('\0');
    files.names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  std::sort(files.names.begin(), files.names.end());
  return files;
}

ReadResult ReadRevision(const RevisionPath& at) {
  Output output = RunGit({"cat-file", "blob", Spelled(at)});
  if (!output.error.empty()) return {nullptr, output.error};
  return {std::make_unique<Source>(Spelled(at), std::move(output.text)), {}};
}

}  // namespace whittle::text
