#include "extract/extract.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/digest.hpp"
#include "io/csv_file.hpp"
#include "output/output_folder.hpp"
#include "rsmf/encode/attachment_names.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kList = "extracted.csv";
constexpr std::string_view kDamaged = ".damaged";

/// A part of an input on its way out.
struct Part {
  std::string_view layer;  ///< headers, text, manifest, entry
  std::string name;        ///< what the input calls it
  std::string file;        ///< below the folder of the input
};

/// "general_2024-03-01" for "out/general/2024-03-01.rsmf": slices of several conversations have the same names.
std::string folder_name(const std::string& path) {
  const size_t slash = path.rfind('/');
  std::string name = path.substr(slash + 1);
  const size_t dot = name.rfind('.');
  if (dot != name.npos && dot > 0) name.resize(dot);
  if (slash == path.npos || slash == 0) return name;
  const std::string parent = path.substr(0, slash);
  std::string above = parent.substr(parent.rfind('/') + 1);
  const size_t inside = above.find(".zip!");
  if (inside != above.npos) above.erase(0, inside + 5);  // the volume that the folder is in
  return above.empty() || above == "." || above == ".." ? name : above + "_" + name;
}

class Extractor {
 public:
  Extractor(FileSystem& files, const ExtractOptions& options, OutputFolder& output, bool several)
      : files_(files), options_(options), output_(output), several_(several) {}

  Result<ExtractSummary> run(const std::vector<std::string>& inputs) {
    auto list = CsvFile::create(files_, output_.staging() + "/" + std::string(kList));
    RSMF_TRY(list);
    list_ = std::move(*list);
    RSMF_TRY(list_.row({"input", "layer", "name", "file", "bytes", "sha256", "state"}));
    folders_.take({}, kList);
    for (const std::string& input : inputs) RSMF_TRY(take(input));
    RSMF_TRY(list_.close());
    return std::move(summary_);
  }

 private:
  Result<void> take(const std::string& input) {
    BreachLog log;
    auto file = RsmfFile::open(files_, input, {}, log);
    RSMF_TRY(file);
    if (log.count(RuleId::not_an_rsmf) > 0) {
      trouble(input + ": not an RSMF");
      return {};
    }
    if ((*file)->kind() == RsmfKind::zip && !(*file)->has_manifest()) {
      const bool of_rsmfs =
          std::ranges::any_of((*file)->entries(), [](const RsmfEntry& e) { return e.name.ends_with(".rsmf"); });
      trouble(input + (of_rsmfs ? ": not an RSMF, but a zip of .rsmf files: unpack it first"
                                : ": not an RSMF (no rsmf_manifest.json in it)"));
      return {};
    }
    ++summary_.inputs;
    input_ = input;
    folder_ = several_ ? folders_.take({}, folder_name(input)) : "";
    folder_path_ = output_.staging() + (several_ ? "/" + folder_ : "");
    RSMF_TRY(files_.make_directories(folder_path_));
    RSMF_TRY(check_space(**file));
    names_.clear();
    for (std::string_view name : {std::string_view("headers.txt"), std::string_view("text.txt"), kList})
      names_.take({}, name);
    RSMF_TRY(write_headers(**file));
    if ((*file)->has_text()) RSMF_TRY(write({"text", "", "text.txt"}, (*file)->open_text()));
    RSMF_TRY(write_manifest(**file));
    for (size_t i = 0; i < (*file)->entries().size(); ++i)
      if (int64_t(i) != (*file)->manifest_entry()) RSMF_TRY(write_entry(**file, i));
    return {};
  }

  /// Sizes are what the input states; one that lies fails when the disk is full, and nothing remains either.
  Result<void> check_space(const RsmfFile& file) {
    auto space = files_.free_space(output_.staging());
    RSMF_TRY(space);
    uint64_t needed = file.sizes().headers + file.sizes().text;
    for (const RsmfEntry& entry : file.entries()) {
      if (entry.readable) needed += std::min(entry.size, UINT64_MAX - needed);
    }
    if (needed <= *space) return {};
    return fail(ErrorKind::io, input_ + ": holds " + std::to_string(needed) + " bytes, but only " +
                                   std::to_string(*space) + " are free at " + options_.output);
  }

  Result<void> write_headers(const RsmfFile& file) {
    if (file.kind() != RsmfKind::mail) return {};
    std::string text;
    for (const MailHeader& header : file.headers()) text += header.name + ": " + header.raw + "\n";
    auto out = files_.create(folder_path_ + "/headers.txt");
    RSMF_TRY(out);
    RSMF_TRY((*out)->write(text));
    RSMF_TRY((*out)->close());
    return note({"headers", "", "headers.txt"}, text.size(), Sha256::of(text), "whole");
  }

  Result<void> write_manifest(const RsmfFile& file) {
    if (!file.has_manifest()) return {};
    const int64_t entry = file.manifest_entry();
    std::string name = entry < 0 ? std::string() : file.entries()[size_t(entry)].name;
    if (entry >= 0 && !file.entries()[size_t(entry)].readable) return leave_out("manifest", std::move(name));
    return write({"manifest", std::move(name), "rsmf_manifest.json"}, file.open_manifest());
  }

  Result<void> write_entry(const RsmfFile& file, size_t index) {
    const RsmfEntry& entry = file.entries()[index];
    if (entry.is_folder) return {};
    if (!entry.readable) return leave_out("entry", entry.name);
    return write({"entry", entry.name, names_.take({}, entry.name)}, file.open_entry(index));
  }

  Result<void> leave_out(std::string_view layer, std::string name) {
    ++summary_.left_out;
    trouble(input_ + ": cannot be read: " + name);
    return note({layer, std::move(name), ""}, 0, "", "cannot be read");
  }

  /// Trouble with the input is a matter of this part alone; trouble with the disk ends it all.
  Result<void> write(Part part, Result<std::unique_ptr<ByteSource>> bytes) {
    std::string fault = bytes ? "" : bytes.error().message;
    auto out = files_.create(folder_path_ + "/" + part.file);
    RSMF_TRY(out);
    Sha256 hash;
    uint64_t size = 0;
    while (bytes) {
      if (options_.stop && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
      auto n = (*bytes)->read(buffer_);
      if (!n) fault = n.error().message;
      if (!n || *n == 0) break;
      const std::string_view piece(buffer_.data(), *n);
      hash.update(piece);
      RSMF_TRY((*out)->write(piece));
      size += *n;
    }
    RSMF_TRY((*out)->close());
    if (!fault.empty()) RSMF_TRY(mark_damaged(part, fault));
    return note(part, size, hash.finish(), fault.empty() ? "whole" : "damaged: " + fault);
  }

  Result<void> mark_damaged(Part& part, const std::string& fault) {
    ++summary_.damaged;
    trouble(input_ + ": " + part.file + " is damaged: " + fault);
    const std::string marked = names_.take({}, part.file + std::string(kDamaged));
    RSMF_TRY(files_.rename(folder_path_ + "/" + part.file, folder_path_ + "/" + marked));
    part.file = marked;
    return {};
  }

  Result<void> note(const Part& part, uint64_t bytes, const std::string& sha256, const std::string& state) {
    if (!part.file.empty()) {
      ++summary_.files;
      summary_.bytes += bytes;
    }
    const std::string path = part.file.empty() || folder_.empty() ? part.file : folder_ + "/" + part.file;
    return list_.row({input_, part.layer, part.name, path, std::to_string(bytes), sha256, state});
  }

  void trouble(std::string line) {
    if (summary_.troubles++ < ExtractSummary::kMostTrouble) summary_.trouble.push_back(std::move(line));
  }

  FileSystem& files_;
  const ExtractOptions& options_;
  OutputFolder& output_;
  bool several_;
  CsvFile list_;
  AttachmentNames folders_, names_;
  ExtractSummary summary_;
  std::string input_, folder_, folder_path_;
  std::vector<char> buffer_ = std::vector<char>(64 * 1024);
};

}  // namespace

Result<ExtractSummary> extract(FileSystem& files, const std::vector<std::string>& inputs,
                               const ExtractOptions& options) {
  auto output = OutputFolder::open(files, options.output, false);
  RSMF_TRY(output);
  auto summary = Extractor(files, options, *output, inputs.size() > 1).run(inputs);
  RSMF_TRY(summary);
  if (summary->inputs == 0) return fail(ErrorKind::format, summary->trouble.front());
  RSMF_TRY(output->publish());
  return summary;
}

}  // namespace rsmf
