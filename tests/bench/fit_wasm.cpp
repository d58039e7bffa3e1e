// The cases as functions of a WebAssembly module; whoever calls them takes the time.
#include <emscripten.h>
#include <emscripten/heap.h>

#include "fit_cases.h"

namespace {

using expense::bench::fit_cases;

expense::bench::Run prepared;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE int case_count() { return static_cast<int>(fit_cases().size()); }

EMSCRIPTEN_KEEPALIVE const char* case_name(int index) {
  return fit_cases()[static_cast<std::size_t>(index)].name;
}

EMSCRIPTEN_KEEPALIVE void prepare_case(int index) {
  prepared = fit_cases()[static_cast<std::size_t>(index)].prepare();
}

/// Runs the prepared case, at least once; its figure.
EMSCRIPTEN_KEEPALIVE double run_case(int repetitions) {
  double figure = prepared();
  for (int i = 1; i < repetitions; ++i) figure = prepared();
  return figure;
}

EMSCRIPTEN_KEEPALIVE double keep_series() { return expense::bench::keep_10000_series(); }

/// Of the module's memory, which never shrinks.
EMSCRIPTEN_KEEPALIVE double memory_bytes() {
  return static_cast<double>(emscripten_get_heap_size());
}

}  // extern "C"
