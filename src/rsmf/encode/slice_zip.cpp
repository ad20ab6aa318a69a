#include "rsmf/encode/slice_zip.hpp"

namespace rsmf {

void SliceZip::begin(std::string& bytes, std::vector<EncodedSlice::Streamed>& streamed) {
  records_.clear();
  bytes_ = &bytes;
  streamed_ = &streamed;
}

void SliceZip::add(const Entry& entry, std::string_view content, Deflater& deflater) {
  ZipWriter::Entry record = ZipWriter::stored(entry.name, content.size(), entry.crc);
  const size_t header = bytes_->size();
  records_.append_local_header(record, *bytes_);
  const size_t start = bytes_->size();
  if (deflater.append(content, *bytes_)) {
    record.is_deflated = true;
    record.packed_size = bytes_->size() - start;
    records_.rewrite_local_header(record, bytes_->data() + header);
  } else {
    bytes_->append(content);
  }
  records_.add(record);
}

void SliceZip::add_deflated(const Entry& entry, std::string_view packed) {
  const ZipWriter::Entry record{entry.name, entry.size, packed.size(), entry.crc, true};
  records_.append_local_header(record, *bytes_);
  bytes_->append(packed);
  records_.add(record);
}

void SliceZip::add_stored(const Entry& entry, std::string_view content) {
  const ZipWriter::Entry record = ZipWriter::stored(entry.name, content.size(), entry.crc);
  records_.append_local_header(record, *bytes_);
  bytes_->append(content);
  records_.add(record);
}

void SliceZip::add_streamed(const Entry& entry, std::string_view key) {
  const ZipWriter::Entry record = ZipWriter::stored(entry.name, entry.size, entry.crc);
  records_.append_local_header(record, *bytes_);
  streamed_->push_back({bytes_->size(), std::string(key), entry.size, entry.crc});
  records_.add(record);
}

uint64_t SliceZip::finish() {
  records_.finish(*bytes_);
  return records_.finished_size();
}

}  // namespace rsmf
