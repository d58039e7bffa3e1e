// A dictionary by open addressing with linear probing, at most half full.
#include "billing/dictionary.h"

#include <algorithm>
#include <numeric>

#include "billing/short_texts.h"

namespace expense::billing {
namespace {

constexpr ValueCode kFree = static_cast<ValueCode>(-1);
constexpr std::size_t kFirstSlots = 16;

}  // namespace

Dictionary::Dictionary() { rebuild_slots(kFirstSlots); }

ValueCode Dictionary::intern(std::string_view text) {
  if (same_text(values_[latest_], text)) return latest_;
  std::size_t slot = slot_of(text);
  if (slots_[slot] == kFree) {
    values_.emplace_back(text);
    if (values_.size() * 2 > slots_.size()) rebuild_slots(slots_.size() * 2);
    slot = slot_of(text);
    slots_[slot] = static_cast<ValueCode>(values_.size() - 1);
  }
  latest_ = slots_[slot];
  return latest_;
}

std::optional<ValueCode> Dictionary::find(std::string_view text) const {
  const ValueCode code = slots_[slot_of(text)];
  return code == kFree ? std::nullopt : std::optional<ValueCode>(code);
}

void Dictionary::rename(std::span<const std::pair<ValueCode, std::string>> renamed) {
  for (const auto& [code, text] : renamed) values_[code] = text;
  rebuild_slots(slots_.size());
}

std::vector<ValueCode> Dictionary::keep(const std::vector<bool>& is_kept) {
  std::vector<ValueCode> new_codes(values_.size());
  std::vector<std::string> kept = {""};
  for (std::size_t old = 1; old < values_.size(); ++old) {
    if (!is_kept[old]) continue;
    new_codes[old] = static_cast<ValueCode>(kept.size());
    kept.push_back(std::move(values_[old]));
  }
  values_ = std::move(kept);
  latest_ = 0;
  rebuild_slots(slots_.size());
  return new_codes;
}

std::vector<ValueCode> Dictionary::sort() {
  std::vector<ValueCode> order(values_.size());
  std::iota(order.begin(), order.end(), ValueCode{0});
  std::sort(order.begin(), order.end(),
            [this](ValueCode a, ValueCode b) { return values_[a] < values_[b]; });
  std::vector<ValueCode> new_codes(values_.size());
  std::vector<std::string> sorted;
  sorted.reserve(values_.size());
  for (const ValueCode old : order) {
    new_codes[old] = static_cast<ValueCode>(sorted.size());
    sorted.push_back(std::move(values_[old]));
  }
  values_ = std::move(sorted);
  latest_ = 0;
  rebuild_slots(slots_.size());
  return new_codes;
}

// The slot that holds the text's code, or the free one where it belongs.
std::size_t Dictionary::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash_of_text(text)) & mask;
  while (slots_[slot] != kFree && !same_text(values_[slots_[slot]], text)) slot = (slot + 1) & mask;
  return slot;
}

void Dictionary::rebuild_slots(std::size_t slot_count) {
  slots_.assign(slot_count, kFree);
  for (std::size_t code = 0; code < values_.size(); ++code) {
    slots_[slot_of(values_[code])] = static_cast<ValueCode>(code);
  }
}

}  // namespace expense::billing
