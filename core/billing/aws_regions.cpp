// Codes of regions in usage types, checked row by row on a real report.
#include "billing/aws_regions.h"

#include <array>

namespace expense::billing {
namespace {

struct RegionPrefix {
  std::string_view prefix;
  std::string_view region;
};
constexpr std::array<RegionPrefix, 17> kRegionPrefixes = {{{"USE1", "us-east-1"},
                                                           {"USE2", "us-east-2"},
                                                           {"USW1", "us-west-1"},
                                                           {"USW2", "us-west-2"},
                                                           {"CAN1", "ca-central-1"},
                                                           {"EU", "eu-west-1"},
                                                           {"EUW2", "eu-west-2"},
                                                           {"EUW3", "eu-west-3"},
                                                           {"EUC1", "eu-central-1"},
                                                           {"EUN1", "eu-north-1"},
                                                           {"APN1", "ap-northeast-1"},
                                                           {"APN2", "ap-northeast-2"},
                                                           {"APN3", "ap-northeast-3"},
                                                           {"APS1", "ap-southeast-1"},
                                                           {"APS2", "ap-southeast-2"},
                                                           {"APS3", "ap-south-1"},
                                                           {"SAE1", "sa-east-1"}}};

}  // namespace

std::string_view region_of_usage_type(std::string_view usage_type) {
  const std::string_view prefix = usage_type.substr(0, usage_type.find('-'));
  if (prefix.empty()) return {};
  for (const RegionPrefix& known : kRegionPrefixes) {
    if (prefix == known.prefix) return known.region;
  }
  const bool is_code =
      prefix.size() < usage_type.size() &&
      prefix.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
  return is_code ? std::string_view() : "us-east-1";
}

std::string_view region_of_zone(std::string_view zone) {
  const bool ends_in_letter = zone.size() > 2 && zone.back() >= 'a' && zone.back() <= 'z';
  const bool has_number =
      ends_in_letter && zone[zone.size() - 2] >= '0' && zone[zone.size() - 2] <= '9';
  return has_number ? zone.substr(0, zone.size() - 1) : std::string_view();
}

}  // namespace expense::billing
