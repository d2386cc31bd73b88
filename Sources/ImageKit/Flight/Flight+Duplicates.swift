extension Flight {
  /// Marks photos that are the same bytes as an earlier one, and names it.
  ///
  /// Only files of the same size that also say the same of themselves are read in full.
  mutating func markDuplicates() {
    for indices in Dictionary(grouping: photos.indices, by: { photos[$0].byteCount }).values where indices.count > 1 {
      let candidates = indices.filter { index in
        indices.contains { $0 != index && photos[$0].metadata == photos[index].metadata }
      }
      var firsts: [String: String] = [:]
      for index in candidates {
        // A photo that cannot be read now is told about when its pixels are.
        guard let bytes = try? photos[index].bytes() else { continue }
        let digest = FileDigest.sha256(bytes)
        if let first = firsts[digest] {
          photos[index].metadata.warnings.append(MetadataWarning("duplicate", "the same file as \(first)"))
        } else {
          firsts[digest] = photos[index].name
        }
      }
    }
  }
}
