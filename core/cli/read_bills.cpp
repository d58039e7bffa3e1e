// Files of the command line, pushed into a session.
#include <cstdio>

#include "cli/byte_source.h"
#include "cli/commands.h"

namespace expense::cli {

Result<analysis::Session> read_bills(const std::vector<std::string>& files,
                                     const analysis::AnalysisOptions& options) {
  analysis::Session session(options);
  for (const std::string& file : files) {
    session.open_file(file);
    // A file that is no bill does not hide the others: finish_reading tells what came of it.
    const auto push = [&session](std::span<const char> slice) {
      return session.consume(slice).has_value();
    };
    if (auto ok = read_bytes(file, push); !ok) return tl::unexpected<Error>(ok.error());
    static_cast<void>(session.close_file());
  }
  if (auto ok = session.finish_reading(); !ok) return tl::unexpected<Error>(ok.error());
  const billing::Bill& bill = session.report().bill;
  for (const std::string& warning : bill.warnings) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  if (bill.rejected_count > 0) {
    std::fprintf(stderr, "warning: %lld %s left out\n", static_cast<long long>(bill.rejected_count),
                 bill.rejected_count == 1 ? "row" : "rows");
  }
  return session;
}

Result<void> write_text(const std::string& file, const std::string& text) {
  std::FILE* out = std::fopen(file.c_str(), "wb");
  const bool written =
      out != nullptr && std::fwrite(text.data(), 1, text.size(), out) == text.size();
  const bool closed = out != nullptr && std::fclose(out) == 0;
  if (written && closed) return {};
  return fail(ErrorCode::kUnreadableFile, "The file cannot be written.",
              "Check the folder and its permissions.", Place{file, 0, ""});
}

}  // namespace expense::cli
