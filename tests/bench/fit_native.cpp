// The native benchmark: every case under Google Benchmark, with its heap allocations.
// `bench_fit --once CASE` runs one case once instead, for an instruction counter to look at
// run_counted alone; `bench_fit --memory` says what the memory of many series comes to.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "fit_cases.h"

namespace {
long allocations = 0;
}

// Stands before the C library's: operator new and Eigen both come here.
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}

extern "C" __attribute__((noinline)) void run_counted(const expense::bench::Run& run,
                                                      double& figure) {
  figure = run();
}

namespace {

using expense::bench::FitCase;

void measure(benchmark::State& state, const FitCase& one) {
  const auto run = one.prepare();
  const double figure = run();
  if (std::isnan(figure)) return state.SkipWithError("the case failed");
  const long before = allocations;
  for ([[maybe_unused]] auto round : state) benchmark::DoNotOptimize(run());
  state.counters["allocations"] = benchmark::Counter(static_cast<double>(allocations - before),
                                                     benchmark::Counter::kAvgIterations);
  state.counters["figure"] = figure;
}

int run_once(std::string_view name) {
  for (const FitCase& one : expense::bench::fit_cases()) {
    if (one.name != name) continue;
    double figure = 0.0;
    run_counted(one.prepare(), figure);
    std::printf("%.17g\n", figure);
    return std::isnan(figure) ? EXIT_FAILURE : EXIT_SUCCESS;
  }
  return EXIT_FAILURE;
}

// The most that was resident since the program began. getrusage will not do: it passes on what the
// program that started this one had.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) * 1024.0 / 1e6;
  }
  return std::nan("");
}

int tell_memory() {
  const double figure = expense::bench::keep_10000_series();
  std::printf("{\"keep_10000_series\": {\"megabytes\": %.1f, \"figure\": %.17g}}\n",
              peak_megabytes(), figure);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--once") return run_once(argv[2]);
  if (argc == 2 && std::string_view(argv[1]) == "--memory") return tell_memory();
  for (const FitCase& one : expense::bench::fit_cases()) {
    benchmark::RegisterBenchmark(one.name, measure, one)->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}
