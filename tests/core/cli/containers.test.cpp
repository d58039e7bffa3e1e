// Packed bills as the program meets them: gzip, zip, both in each other, whole and damaged.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "run_program.h"

namespace {

nlohmann::json inspected(const Outcome& outcome) {
  INFO(outcome.errors);
  REQUIRE(outcome.status == 0);
  return nlohmann::json::parse(outcome.output);
}

bool says(const Outcome& outcome, const std::string& words) {
  return outcome.errors.find(words) != std::string::npos;
}

const nlohmann::json& daily() {
  static const nlohmann::json found = inspected(run("inspect " + bill("daily.csv")));
  return found;
}

}  // namespace

TEST_CASE("gzip of several members is read to its end", "[program]") {
  const auto found = inspected(run(
      "inspect members.csv.gz", "(head -n 100 " + bill("daily.csv") + " | gzip -c; tail -n +101 " +
                                    bill("daily.csv") + " | gzip -c) > members.csv.gz;"));
  CHECK(found["rows"] == daily()["rows"]);
  CHECK(found["total"] == daily()["total"]);
  CHECK(found["warnings"].empty());
}

TEST_CASE("of gzip that is cut off the beginning is read, and the cut is said", "[program]") {
  const Outcome cut =
      run("inspect cut.csv.gz", "gzip -c " + bill("daily.csv") + " | head -c 900 > cut.csv.gz;");
  const auto found = inspected(cut);
  CHECK(found["rows"].get<int>() > 100);
  CHECK(found["rows"] < daily()["rows"]);
  CHECK(says(cut, "cut.csv.gz: the gzip data is cut off at its end"));
}

TEST_CASE("of damaged gzip what came before is read", "[program]") {
  const Outcome damaged =
      run("inspect damaged.csv.gz",
          "(gzip -c " + bill("daily.csv") + " | head -c -8; printf 'xxxxxxxx') > damaged.csv.gz;");
  CHECK(inspected(damaged)["total"] == daily()["total"]);
  CHECK(says(damaged, "the gzip data is damaged"));
}

TEST_CASE("gzip of which nothing can be unpacked cannot be read", "[program]") {
  const Outcome cut =
      run("inspect cut.csv.gz", "gzip -c " + bill("daily.csv") + " | head -c 12 > cut.csv.gz;");
  CHECK(cut.status == 1);
  CHECK(says(cut, "cannot be read"));
}

TEST_CASE("a zip is one bill of all its files, and what is no bill in it is named", "[program]") {
  const std::string from = GENERATE(as<std::string>{}, "file", "pipe", "gzip in a pipe");
  CAPTURE(from);
  const std::string zip = bill("bundle.zip");
  const Outcome outcome = from == "file"   ? run("inspect " + zip)
                          : from == "pipe" ? run("inspect -", "cat " + zip + " |")
                                           : run("inspect -", "gzip -c " + zip + " |");
  const auto found = inspected(outcome);
  CHECK(found["rows"] == daily()["rows"]);
  CHECK(found["total"] == daily()["total"]);
  CHECK(found["by_service"] == daily()["by_service"]);
  REQUIRE(found["files"].size() == 2);
  CHECK(found["files"][1].get<std::string>().ends_with("/sub/m\xC3\xA4rz.csv.gz"));
  REQUIRE(found["warnings"].size() == 1);
  CHECK(found["warnings"][0].get<std::string>().find("photo.png: This is a PNG image") !=
        std::string::npos);
}

TEST_CASE("of a zip that is cut off the files before are read, and the cut is said", "[program]") {
  const Outcome cut = run("inspect cut.zip", "head -c 1200 " + bill("bundle.zip") + " > cut.zip;");
  CHECK(inspected(cut)["rows"].get<int>() >= 180);
  CHECK(says(cut, "what came before was read"));
}

TEST_CASE("a zip in which nothing can be a bill is said so", "[program]") {
  // The end record alone: a zip without files.
  const Outcome empty =
      run("inspect none.zip", "(printf 'PK\\005\\006'; head -c 18 /dev/zero) > none.zip;");
  CHECK(empty.status == 1);
  CHECK(says(empty, "no file that could be a bill"));
}

TEST_CASE("a Parquet file is sent to where it is read", "[program]") {
  const Outcome outcome = run("inspect x.parquet", "printf 'PAR1\\025\\004' > x.parquet;");
  CHECK(outcome.status == 1);
  CHECK(says(outcome, "This is a Parquet file"));
  CHECK(says(outcome, "on the web page and by the program in Node"));
}

TEST_CASE("one series needs one whole file", "[program]") {
  const Outcome several = run("forecast " + bill("bundle.zip"));
  CHECK(several.status == 1);
  CHECK(says(several, "several files"));
  const Outcome cut =
      run("forecast cut.csv.gz", "gzip -c " + bill("daily.csv") + " | head -c 900 > cut.csv.gz;");
  CHECK(cut.status == 1);
  CHECK(says(cut, "cut off"));
}
