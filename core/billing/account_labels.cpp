// Names of accounts, as far as they are one account's alone.
#include "billing/account_labels.h"

#include <algorithm>
#include <map>
#include <utility>

namespace expense::billing {

AccountLabels::AccountLabels(const Header& header, std::span<const AccountColumns> accounts) {
  for (const AccountColumns& account : accounts) {
    const Columns columns = {header.find_any(account.ids), header.find_any(account.names)};
    if (columns.id != Header::kAbsent || columns.name != Header::kAbsent) {
      columns_.push_back(columns);
    }
  }
}

ValueCode AccountLabels::account_of(Cells cells, Day day, CostTable& table) {
  for (const Columns& columns : columns_) {
    const std::string_view id = said_at(cells, columns.id);
    const std::string_view name = said_at(cells, columns.name);
    if (id.empty() && name.empty()) continue;
    const ValueCode code = table.intern(Dimension::kAccount, id.empty() ? name : id);
    if (name.empty()) return code;
    if (labels_.size() <= code) labels_.resize(code + std::size_t{1});
    Label& label = labels_[code];
    const bool is_news = label.name != name && (label.name.empty() || label.day < day ||
                                                (label.day == day && label.name < name));
    if (is_news) label.name = name;
    if (label.name == name && label.day < day) label.day = day;
    return code;
  }
  return 0;
}

std::vector<AccountName> AccountLabels::names(const CostTable& table) const {
  std::vector<AccountName> names;
  const std::vector<std::string>& ids = table.values(Dimension::kAccount);
  for (std::size_t code = 1; code < labels_.size(); ++code) {
    const Label& label = labels_[code];
    if (!label.name.empty()) names.push_back({ids[code], label.name, label.day});
  }
  return names;
}

void join_account_names(std::vector<AccountName>& names, const std::vector<AccountName>& more) {
  for (const AccountName& other : more) {
    const auto known = std::find_if(names.begin(), names.end(), [&other](const AccountName& name) {
      return name.id == other.id;
    });
    if (known == names.end()) {
      names.push_back(other);
    } else if (known->day < other.day) {
      *known = other;
    }
  }
}

void name_accounts(CostTable& table, const std::vector<AccountName>& names) {
  std::map<std::string_view, std::string_view> name_of;  // by id
  for (const AccountName& name : names) name_of.emplace(name.id, name.name);
  const std::vector<std::string>& ids = table.values(Dimension::kAccount);
  std::map<std::string_view, int> taken;
  for (std::size_t code = 1; code < ids.size(); ++code) {
    const auto named = name_of.find(ids[code]);
    ++taken[named == name_of.end() ? std::string_view(ids[code]) : named->second];
  }
  std::vector<std::pair<ValueCode, std::string>> renamed;
  for (std::size_t code = 1; code < ids.size(); ++code) {
    const auto named = name_of.find(ids[code]);
    if (named == name_of.end() || named->second == ids[code] || ids[code] == kFoldedValue) continue;
    std::string label(named->second);
    if (taken[named->second] > 1) label.append(" (").append(ids[code]).append(")");
    renamed.emplace_back(static_cast<ValueCode>(code), std::move(label));
  }
  table.rename(Dimension::kAccount, renamed);
}

}  // namespace expense::billing
