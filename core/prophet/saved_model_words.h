// The words that stand for choices in a saved model, for writing and for reading.
#pragma once

#include <array>
#include <string>
#include <utility>

#include "prophet/json_cursor.h"
#include "prophet/map_solver.h"
#include "prophet/options.h"

namespace expense::prophet {

template <class Choice, std::size_t kCount>
using Words = std::array<std::pair<Choice, const char*>, kCount>;

inline constexpr Words<Growth, 3> kGrowthWords = {
    {{Growth::kLinear, "linear"}, {Growth::kLogistic, "logistic"}, {Growth::kFlat, "flat"}}};
inline constexpr Words<Mode, 2> kModeWords = {
    {{Mode::kAdditive, "additive"}, {Mode::kMultiplicative, "multiplicative"}}};
inline constexpr Words<Scaling, 2> kScalingWords = {
    {{Scaling::kAbsmax, "absmax"}, {Scaling::kMinmax, "minmax"}}};
inline constexpr Words<MonthPosition::Kind, 4> kMonthPositionWords = {
    {{MonthPosition::Kind::kFirstDay, "first_day"},
     {MonthPosition::Kind::kFirstThreeDays, "first_three_days"},
     {MonthPosition::Kind::kLastDay, "last_day"},
     {MonthPosition::Kind::kDayOfMonth, "day_of_month"}}};
inline constexpr Words<Likelihood::Kind, 3> kLikelihoodWords = {
    {{Likelihood::Kind::kNormal, "normal"},
     {Likelihood::Kind::kStudentT, "student_t"},
     {Likelihood::Kind::kHuber, "huber"}}};
inline constexpr Words<Termination, 4> kTerminationWords = {
    {{Termination::kConverged, "converged"},
     {Termination::kSigmaAtFloor, "sigma_at_floor"},
     {Termination::kUndetermined, "undetermined"},
     {Termination::kIterationLimit, "iteration_limit"}}};

template <class Choice, std::size_t kCount>
[[nodiscard]] const char* word_for(const Words<Choice, kCount>& words, Choice choice) {
  for (const auto& [known, word] : words) {
    if (known == choice) return word;
  }
  return "";
}

/// Overwrites `choice` unless missing.
template <class Choice, std::size_t kCount>
void read_word(const JsonCursor& cursor, const Words<Choice, kCount>& words, Choice& choice) {
  if (cursor.is_missing()) return;
  const std::string given = cursor.text();
  for (const auto& [known, word] : words) {
    if (given != word) continue;
    choice = known;
    return;
  }
  cursor.refuse("is none of the words known here");
}

}  // namespace expense::prophet
