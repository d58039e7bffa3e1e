// Runs the program as its users do, for the tests of this room.
#pragma once

#include <sys/wait.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

struct Outcome {
  int status = -1;
  std::string output;
  std::string errors;
};

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Runs the program through the shell, in a scratch folder of the build tree.
inline Outcome run(const std::string& arguments, const std::string& before = "") {
  const std::string errors_file = std::string(EXPENSE_SCRATCH) + "/errors.txt";
  const std::string command = "cd '" + std::string(EXPENSE_SCRATCH) + "' && " + before + " '" +
                              EXPENSE_PROGRAM + "' " + arguments + " 2>'" + errors_file + "'";
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    outcome.output.append(buffer.data(), size);
  }
  outcome.status = WEXITSTATUS(pclose(pipe));
  outcome.errors = read_file(errors_file);
  return outcome;
}

inline std::string bill(const std::string& name) {
  return "'" + std::string(EXPENSE_TEST_DATA) + "/bills/" + name + "'";
}
