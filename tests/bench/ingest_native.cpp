// Times reading a bill that lies in memory: `bench_ingest FILE` prints {case: {milliseconds, bytes,
// rows, total}}.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "billing/bill_reader.h"

namespace {

using namespace expense;

constexpr int kSamples = 5;
constexpr std::size_t kSliceBytes = std::size_t{1} << 20;

Result<billing::Bill> read(const std::string& text) {
  billing::BillReader reader;
  reader.open_file("bill.csv");
  for (std::size_t at = 0; at < text.size(); at += kSliceBytes) {
    const std::size_t size = std::min(kSliceBytes, text.size() - at);
    if (auto ok = reader.consume({text.data() + at, size}); !ok) break;
  }
  if (auto ok = reader.close_file(); !ok) return tl::unexpected<Error>(ok.error());
  return std::move(reader).finish();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_ingest FILE\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<double> samples;
  Result<billing::Bill> bill = read(text);
  for (int i = 0; i < kSamples; ++i) {
    const auto start = std::chrono::steady_clock::now();
    bill = read(text);
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    samples.push_back(spent.count());
  }
  if (!bill) {
    std::fprintf(stderr, "bench_ingest: %s\n", bill.error().message.c_str());
    return 1;
  }
  std::sort(samples.begin(), samples.end());
  std::printf(R"({"csv": {"milliseconds": %.4f, "bytes": %zu, "rows": %lld, "total": "%s"}})",
              samples[kSamples / 2], text.size(), static_cast<long long>(bill->rows),
              bill->table.total(0).to_string().c_str());
}
