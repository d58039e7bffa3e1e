// Files of the command line, pushed into a session.
#include <cstdio>

#include "cli/byte_source.h"
#include "cli/commands.h"

namespace expense::cli {
namespace {

// A file that is no bill does not hide the others: finish_reading tells what came of it.
class SessionFeeder : public FileListener {
 public:
  explicit SessionFeeder(analysis::Session& session) : session_(session) {}

  void open(const std::string& name) override { session_.open_file(name); }
  bool consume(std::span<const char> bytes) override { return session_.consume(bytes).has_value(); }
  void close() override { static_cast<void>(session_.close_file()); }
  void damaged(const std::string& what) override { session_.note(what); }

 private:
  analysis::Session& session_;
};

Result<billing::ReadOptions> read_options(const BillArguments& arguments) {
  billing::ReadOptions options;
  options.dimensions = arguments.dimensions;
  for (const std::string& column : arguments.columns) {
    Result<billing::ColumnRole> role = analysis::parse_column_role(column);
    if (!role) return tl::unexpected<Error>(role.error());
    options.columns.push_back(*std::move(role));
  }
  if (auto ok = analysis::validate(options); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

}  // namespace

Result<analysis::Session> read_bills(const BillArguments& arguments,
                                     const detection::DetectOptions& detect) {
  const Result<billing::ReadOptions> read = read_options(arguments);
  if (!read) return tl::unexpected<Error>(read.error());
  analysis::Session session({detect, *read, arguments.costs});
  SessionFeeder feeder(session);
  for (const std::string& file : arguments.files) {
    if (auto ok = read_files(file, feeder); !ok) return tl::unexpected<Error>(ok.error());
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

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

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
