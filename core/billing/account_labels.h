// Accounts: told apart by their ids, shown by their names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "billing/bill.h"
#include "billing/charge_format.h"
#include "billing/cost_table.h"

namespace expense::billing {

/// Two accounts of one name stay two, "Prod (111)" and "Prod (222)"; an account that was renamed
/// has the name of its newest day.
class AccountLabels {
 public:
  /// @param accounts columns with ids and names, the best first; the first of them of which a row
  /// says anything is its account.
  AccountLabels(const Header& header, std::span<const AccountColumns> accounts);

  /// The code of the row's account, 0 when it names none.
  [[nodiscard]] ValueCode account_of(Cells cells, Day day, CostTable& table);
  /// The names of accounts that rows gave them beside their ids, by `table`'s codes.
  [[nodiscard]] std::vector<AccountName> names(const CostTable& table) const;

 private:
  struct Columns {
    std::size_t id = Header::kAbsent;
    std::size_t name = Header::kAbsent;
  };
  struct Label {
    std::string name;
    Day day;
  };

  std::vector<Columns> columns_;
  std::vector<Label> labels_;  // by code; those without a name are shown by their ids
};

/// Adds names that another file knows; of two for one account that of the newer day counts.
void join_account_names(std::vector<AccountName>& names, const std::vector<AccountName>& more);

/// Gives the accounts their names; call once, before the table is sorted.
void name_accounts(CostTable& table, const std::vector<AccountName>& names);

}  // namespace expense::billing
