// Where each extra dimension stands in a file.
#include "billing/extra_dimensions.h"

#include <algorithm>
#include <array>

#include "billing/cell_values.h"

namespace expense::billing {
namespace {

constexpr std::string_view kTag = "tag:";
constexpr std::string_view kCategory = "category:";
constexpr std::string_view kColumn = "column:";

// After these rows a new key of a map is rare, and reading every map would cost more than the rest.
constexpr std::int64_t kRowsLookedAt = 50'000;
constexpr std::int64_t kLaterEvery = 16;

struct Prefix {
  std::string_view text;
  std::string_view kind;
};
constexpr std::array<Prefix, 8> kPrefixes = {{{"resourceTags/", kTag},
                                              {"resource_tags_", kTag},
                                              {"user:", kTag},
                                              {"aws:", kTag},
                                              {"tags/", kTag},
                                              {"costCategory/", kCategory},
                                              {"cost_category_", kCategory},
                                              {"Tag:", kTag}}};

struct MapColumn {
  std::string_view name;  // squeezed
  std::string_view kind;
};
constexpr std::array<MapColumn, 7> kMapColumns = {{{"resourcetags", kTag},
                                                   {"tags", kTag},
                                                   {"labels", kTag},
                                                   {"projectlabels", kTag},
                                                   {"tag", kTag},
                                                   {"costcategory", kCategory},
                                                   {"xcostcategories", kCategory}}};

constexpr std::string_view kResourceColumns[] = {"lineitemresourceid", "resourceid", "resourcename",
                                                 "instanceid", "productresourceid"};
constexpr std::string_view kPayerColumns[] = {"billpayeraccountname", "billpayeraccountid",
                                              "payeraccountname",     "payeraccountid",
                                              "billingaccountname",   "billingaccountid"};

// "user:team" and "user_team" are the key "team".
std::string_view plain_key(std::string_view key) {
  if (!take_prefix(key, "user:")) take_prefix(key, "user_");
  return key;
}

// "tag:team" for "resourceTags/user:team"; "" for a column that is no tag or category.
std::string dimension_of(std::string_view name) {
  for (const Prefix& prefix : kPrefixes) {
    std::string_view key = name;
    if (!take_prefix(key, prefix.text) || key.empty()) continue;
    if (prefix.text == "aws:") key = name;
    return std::string(prefix.kind).append(plain_key(key));
  }
  return {};
}

}  // namespace

ExtraDimensions::ExtraDimensions(const Header& header, const std::vector<std::string>& names)
    : sources_(names.size()) {
  const auto offer = [&](const std::string& dimension, Source source) {
    found_.insert(dimension);
    const auto picked = std::find(names.begin(), names.end(), dimension);
    if (picked == names.end()) return;
    header.want(source.column);
    sources_[static_cast<std::size_t>(picked - names.begin())].push_back(std::move(source));
  };
  for (std::size_t column = 0; column < header.size(); ++column) {
    const std::string& name = header.name(column);
    const std::string dimension = dimension_of(name);
    if (!dimension.empty()) offer(dimension, {column, {}});
    const std::string squeezed_name = squeezed(name);
    for (const MapColumn& map : kMapColumns) {
      if (squeezed_name != map.name) continue;
      header.want(column);
      maps_.push_back({column, map.kind, {}});
    }
  }
  for (const std::string_view name : kResourceColumns) {
    const std::size_t column = header.position(name);
    if (column != Header::kAbsent) offer("resource", {column, {}});
  }
  for (const std::string_view name : kPayerColumns) {
    const std::size_t column = header.position(name);
    if (column != Header::kAbsent) offer("payer", {column, {}});
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string_view key = names[i];
    if (take_prefix(key, kColumn)) {
      const auto found = std::find(header.names().begin(), header.names().end(), key);
      if (found != header.names().end()) {
        offer(names[i], {static_cast<std::size_t>(found - header.names().begin()), {}});
      }
      continue;
    }
    for (const Map& map : maps_) {
      std::string_view map_key = names[i];
      if (!take_prefix(map_key, map.kind)) continue;
      const std::string plain(map_key);
      sources_[i].push_back({map.column, {plain, "user_" + plain, "user:" + plain}});
    }
  }
}

void ExtraDimensions::fill(std::span<const std::string_view> cells, CostTable& table,
                           CellKey& key) {
  if (!maps_.empty()) look_for_keys(cells);
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    std::string_view value;
    for (const Source& source : sources_[i]) {
      const std::string_view cell = said(cells[source.column]);
      if (source.keys.empty()) value = cell;
      for (const std::string& map_key : source.keys) {
        value = map_text(cell, map_key, unescaped_);
        if (!value.empty()) break;
      }
      if (!value.empty()) break;
    }
    const auto dimension = static_cast<Dimension>(kDimensionCount + i);
    key[index_of(dimension)] = table.intern(dimension, value);
  }
}

void ExtraDimensions::look_for_keys(std::span<const std::string_view> cells) {
  ++rows_;
  if (rows_ > kRowsLookedAt && rows_ % kLaterEvery != 0) return;
  for (Map& map : maps_) {
    const std::string_view cell = cells[map.column];
    if (cell == map.latest) continue;
    map.latest = cell;
    for (const std::string& key : map_keys(cell)) {
      if (!key.empty()) found_.insert(std::string(map.kind).append(plain_key(key)));
    }
  }
}

}  // namespace expense::billing
