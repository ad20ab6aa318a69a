#include "floor/output_work.hpp"

#include <fcntl.h>
#include <isa-l/crc.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace floor_bench {

OutputWork::OutputWork(const std::string& plan, const std::string& payload, const std::string& folder, bool pack)
    : folder_(folder + "/") {
  std::ifstream lines(plan);
  uint64_t offset = 0;
  for (File file{}; lines >> file.bytes >> file.manifest_bytes && std::getline(lines >> std::ws, file.path);) {
    file.offset = offset;
    offset += file.bytes;
    if (!pack) std::filesystem::create_directories(std::filesystem::path(folder_ + file.path).parent_path());
    files_.push_back(file);
  }
  std::ifstream in(payload, std::ios::binary);
  payload_.assign(std::istreambuf_iterator<char>(in), {});
  uint64_t largest = 1;
  for (const File& file : files_) largest = std::max(largest, file.manifest_bytes + file.bytes);
  if (files_.empty() || payload_.empty()) give_up("no plan, or no payload");
  const std::string once = payload_;
  while (payload_.size() < once.size() + largest) payload_ += once;
  if (!pack) return;
  std::filesystem::create_directories(folder_);
  pack_ = open((folder_ + "pack").c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (pack_ < 0) give_up("no pack can be made");
}

OutputWork::~OutputWork() {
  if (pack_ >= 0) close(pack_);
}

uint64_t OutputWork::write(size_t number, Stages& stages) const {
  const File& file = files_[number];
  // Another place each time, so that no two files are the same.
  const char* from = payload_.data() + number * 7919 % (payload_.size() - file.manifest_bytes - file.bytes + 1);
  const std::string_view manifest(from, file.manifest_bytes);
  stages.packed.clear();
  stages.in(Stage::deflate, [&] {
    stages.deflate(manifest, stages.packed);
    const uint32_t crc = crc32_gzip_refl(0, reinterpret_cast<const unsigned char*>(from), manifest.size());
    stages.packed.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  });
  const uint64_t encoded = rsmf::Base64Lines::encoded_size(stages.packed.size());
  stages.in(Stage::base64, [&] {
    stages.file.assign(from, file.bytes > encoded ? file.bytes - encoded : 0);
    stages.base64.add(stages.packed, stages.file);
    stages.base64.finish(stages.file);
  });
  const std::string_view bytes = std::string_view(stages.file).substr(0, file.bytes);
  stages.in(Stage::hash_output, [&] {
    stages.sha256(bytes);
    stages.end_sha256();
  });
  stages.in(Stage::write, [&] { put(file, bytes); });
  return stages.packed.size();
}

void OutputWork::put(const File& file, std::string_view bytes) const {
  const int to =
      pack_ >= 0 ? pack_ : open((folder_ + file.path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  uint64_t at = pack_ >= 0 ? file.offset : 0;
  while (!bytes.empty()) {
    const ssize_t done = pwrite(to, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (done <= 0) give_up("cannot write " + file.path);
    bytes.remove_prefix(static_cast<size_t>(done));
    at += static_cast<uint64_t>(done);
  }
  if (pack_ < 0 && close(to) != 0) give_up("cannot write " + file.path);
}

}  // namespace floor_bench
