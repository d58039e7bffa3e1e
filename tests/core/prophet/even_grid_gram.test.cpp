// Sums of sines over evenly spaced dates in closed form, against the plain products.
#include "prophet/even_grid_gram.h"

#include <rapidcheck.h>

#include "made_up_designs.h"
#include "prophet/design_products.h"

namespace expense::prophet {
namespace {

struct Season {
  double period_days;
  int fourier_order;
};

Design even_design(std::int64_t step, int rows, const std::vector<Season>& seasons,
                   Growth growth = Growth::kLinear) {
  Table table;
  for (int i = 0; i < rows; ++i) {
    table.ds.push_back({midnight(2021, 5, 17).seconds + 12'345 + step * i});
    table.y.push_back(i % 5);
  }
  Options options = without_intervals();
  options.growth = growth;
  options.n_changepoints = 7;
  options.n_level_steps = 3;
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.daily_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  for (const Season& season : seasons) {
    options.seasonalities.push_back({"s" + std::to_string(options.seasonalities.size()),
                                     season.period_days,
                                     season.fourier_order,
                                     {},
                                     {},
                                     ""});
  }
  return *make_design(table, options);
}

// Largest difference from the plain products of what is filled, as a share of the number of rows,
// which bounds every entry.
double error_of_closed_form(const Design& design) {
  const Eigen::Index size = design.column_count();
  Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(size, size);
  const Eigen::Index filled = fill_even_grid_gram(design, gram);
  const Eigen::MatrixXd columns = whole_matrix(design);
  const Eigen::MatrixXd plain = columns.transpose() * columns;
  double worst = 0.0;
  for (Eigen::Index b = 0; b < size; ++b) {
    if (b >= filled && b < design.free_count()) continue;
    for (Eigen::Index a = 0; a <= std::min(b, filled - 1); ++a) {
      // The trend beside hinges and steps is left to others.
      if (a < design.trend_columns() && b >= design.free_count()) continue;
      worst = std::max(worst, std::fabs(gram(a, b) - plain(a, b)));
    }
  }
  return worst / static_cast<double>(design.row_count());
}

double error_of_products(const Design& design) {
  Eigen::MatrixXd gram;
  DesignProducts(design).gram(gram);
  const Eigen::MatrixXd columns = whole_matrix(design);
  return (gram - columns.transpose() * columns).cwiseAbs().maxCoeff() /
         static_cast<double>(design.row_count());
}

Eigen::Index filled_columns(const Design& design) {
  Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(design.column_count(), design.column_count());
  return fill_even_grid_gram(design, gram);
}

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kDay = 86'400;

}  // namespace

TEST_CASE("closed sums over even dates equal the plain products", "[unit]") {
  const std::vector<Season> usual = {{365.25, 10}, {7.0, 3}, {1.0, 4}};
  const std::vector<Season> months = {{365.25, 10}, {30.5, 5}, {7.0, 3}};
  struct Case {
    std::int64_t step;
    int rows;
    std::vector<Season> seasons;
  };
  const std::vector<Case> cases = {{kDay, 1'100, months},
                                   {kHour, 4'000, usual},
                                   {15 * kMinute, 9'000, {{30.5, 3}, {7.0, 3}, {1.0, 4}}},
                                   {7 * kDay, 300, {{365.25, 10}}},
                                   {30 * kDay, 120, {{365.25, 5}}},
                                   {kDay, 37, months},
                                   {kDay, 2, {{365.25, 2}}},
                                   {kHour, 48, {{0.25, 2}}},
                                   {kDay, 20'000, {{9'000.0, 3}}}};
  for (const Case& each : cases) {
    INFO("step " << each.step << ", rows " << each.rows);
    for (const Growth growth : {Growth::kLinear, Growth::kFlat}) {
      const Design design = even_design(each.step, each.rows, each.seasons, growth);
      CHECK(filled_columns(design) == design.free_count());
      CHECK(error_of_closed_form(design) < 1e-12);
      CHECK(error_of_products(design) < 1e-12);
    }
  }
}

TEST_CASE("frequencies that are equal on the grid are summed as such", "[unit]") {
  // The same period twice, one that is half of another, and one beyond half the sampling rate that
  // falls on a lower one.
  const Design design = even_design(kDay, 500, {{7.0, 3}, {7.0, 2}, {14.0, 4}, {7.0 / 6.0, 1}});
  CHECK(filled_columns(design) == design.free_count());
  CHECK(error_of_closed_form(design) < 1e-12);
  CHECK(error_of_products(design) < 1e-12);
}

TEST_CASE("frequencies that are nearly equal lose no digits", "[unit]") {
  // A month of 30.5 days beside the twelfth of a year, 30.4375 days, and nearer still.
  for (const double month : {30.5, 30.4376, 30.43750001, 30.4375}) {
    INFO(month);
    for (const int rows : {90, 730, 2'500}) {
      const Design design = even_design(kDay, rows, {{365.25, 12}, {month, 3}, {7.0, 3}});
      CHECK(error_of_closed_form(design) < 1e-11);
      CHECK(error_of_products(design) < 1e-11);
    }
  }
}

TEST_CASE("waves that stand still or creep from row to row are left to plain products", "[unit]") {
  // A period equal to the step, or so long that the sums would lose digits.
  for (const Design& design :
       {even_design(kDay, 200, {{1.0, 2}}), even_design(kDay, 200, {{365.25 * 1'000.0, 1}}),
        even_design(15 * kMinute, 2'000, {{365.25, 3}}), even_design(7 * kDay, 100, {{7.0, 3}})}) {
    CHECK(filled_columns(design) == 0);
    CHECK(error_of_products(design) < 1e-12);
  }
}

TEST_CASE("dates with gaps have no closed sums", "[unit]") {
  Table rows = noisy_days(100, 4);
  rows.ds.back() = Timestamp{rows.ds.back().seconds + kDay};
  const Design design = *make_design(rows, without_intervals());
  CHECK(filled_columns(design) == 0);
  CHECK(error_of_products(design) < 1e-12);
}

TEST_CASE("what stands behind a column of another kind is multiplied plainly", "[property]") {
  CHECK(rc::check([] {
    const MadeUpDesign made = random_design(*rc::gen::inRange<std::uint64_t>(0, 1'000'000'000));
    const Design design = *make_design(made.rows, made.options);
    // Waves that creep lose five digits.
    RC_ASSERT(error_of_closed_form(design) < 1e-10);
    RC_ASSERT(error_of_products(design) < 1e-10);
  }));
}

}  // namespace expense::prophet
