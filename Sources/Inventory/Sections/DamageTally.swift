import Detectors
import ImageKit

/// Adds up the damage in the cells of a mesh: what one photo shows alone in the cells that it owns, what several show as one defect
/// in all.
struct DamageTally {
  private let mesh: SurveyMesh
  private let cutting: MeshCutting
  private let views: SurveyedPhotos
  private var sections: [SurveyedSection]
  private var cells: [MeshCell: CellDamage] = [:]
  private var observationCount = 0

  init(mesh: SurveyMesh, sections: [SurveyedSection], views: SurveyedPhotos) {
    self.mesh = mesh
    cutting = MeshCutting(cell: mesh.cell)
    self.views = views
    self.sections = sections
  }

  /// Adds a defect, as the kind of damage that it is.
  ///
  /// What saw the pavement counts and nothing else: another detector sees the same cracks once more.
  mutating func add(_ defect: Defect) {
    guard defect.photos.count > 1 else {
      for observation in defect.observations {
        guard let placement = observation.placement, let photo = photo(of: observation) else { continue }
        add(placement, as: defect.damageClass, seenBy: photo, frameOf: photo)
      }
      return
    }
    guard let placement = defect.placement, let photo = defect.observations.compactMap(photo(of:)).first else {
      return
    }
    add(placement, as: defect.damageClass, seenBy: nil, frameOf: photo)
  }

  /// Returns the number of an observation's photo, if what found it also saw the pavement there.
  private func photo(of observation: Observation) -> Int? {
    guard let photo = views.numbers[observation.photo], views.photos[photo]?.detector == observation.detector else {
      return nil
    }
    return photo
  }

  private mutating func add(
    _ placement: Placement, as damageClass: DamageClass, seenBy photo: Int?, frameOf reference: Int
  ) {
    guard let frame = views.photos[reference]?.frame else { return }
    observationCount += 1
    let lines = placement.lines.map { $0.map(frame.point) }
    switch damageClass {
    case .longitudinalCrack: add(lines, of: photo, to: \.longitudinal)
    case .transverseCrack: add(lines, of: photo, to: \.transverse)
    case .crack, .blockCrack:
      add(lines, of: photo, to: \.otherCracks)
      if lines.isEmpty { addArea(of: placement, frame, photo, to: \.cracking) }
    case .alligatorCrack:
      // Its outline is its area; where it is given by lines, whole cells that they go through are.
      if lines.isEmpty { addArea(of: placement, frame, photo, to: \.alligator) } else { addCells(of: lines, photo) }
    case .sealedCrack:
      for line in lines {
        forEachPiece(of: line, photo) { tally, _, section, length in tally.sections[section].sealed += length }
      }
    case .repair: addArea(of: placement, frame, photo, to: \.patches)
    case .ravelling: addArea(of: placement, frame, photo, to: \.ravelling)
    case .pothole:
      let place = mesh.cell(at: frame.point(placement.point))
      if let place, let section = mesh.section(of: place, seenBy: photo) { sections[section].potholes += 1 }
    case .utilityCover, .fadedMarking, .spalling, .exposedRebar, .efflorescence, .treeCrown, .decliningCrown,
      .deadCrown, .bareBranch, .fallenTree, .leaningTree, .canopyOverPavement:
      break
    }
  }

  /// Returns the stretches with their damage, by number.
  func finished(_ rule: CrackRateRule) -> [SurveyedSection] {
    var sections = sections
    let area = mesh.cellArea
    // Sums depend on their order in the last digit, and a dictionary has none.
    for (cell, damage) in cells.sorted(by: { $0.key < $1.key }) {
      guard let section = mesh.section(of: cell) else { continue }
      let (alligator, patches) = (min(area, damage.alligator), min(area, damage.patches))
      sections[section].alligator += alligator
      sections[section].patches += patches
      sections[section].ravelling += min(area, damage.ravelling)
      sections[section].crackedArea += rule.area(
        cracks: damage.crackCount(cellArea: area), patched: patches / area)
    }
    return sections
  }

  private mutating func add(
    _ lines: [[SIMD2<Double>]], of photo: Int?, to length: WritableKeyPath<SurveyedSection, Double>
  ) {
    let number = observationCount
    for line in lines {
      forEachPiece(of: line, photo) { tally, cell, section, metres in
        tally.sections[section][keyPath: length] += metres
        // Shorter than that it only touches the cell.
        if metres > 0.001 { tally.cells[cell, default: CellDamage()].add(crack: number) }
      }
    }
  }

  private mutating func addCells(of lines: [[SIMD2<Double>]], _ photo: Int?) {
    let area = mesh.cellArea
    for line in lines {
      forEachPiece(of: line, photo) { tally, cell, _, metres in
        if metres > 0.001 { tally.cells[cell, default: CellDamage()].alligator = area }
      }
    }
  }

  private mutating func addArea(
    of placement: Placement, _ frame: PlaneFrame, _ photo: Int?, to area: WritableKeyPath<CellDamage, Double>
  ) {
    for polygon in placement.outline {
      for (index, ring) in ([polygon.outer] + polygon.holes).enumerated() {
        let sign = index == 0 ? 1.0 : -1.0
        cutting.forEachPart(of: ring.map(frame.point)) { cell, part in
          guard mesh.section(of: cell, seenBy: photo) != nil else { return }
          cells[cell, default: CellDamage()][keyPath: area] += sign * part
        }
      }
    }
  }

  private mutating func forEachPiece(
    of line: [SIMD2<Double>], _ photo: Int?,
    _ body: (inout DamageTally, _ cell: MeshCell, _ section: Int, _ metres: Double) -> Void
  ) {
    cutting.forEachPiece(of: line) { middle, length in
      guard let cell = mesh.cell(at: middle), let section = mesh.section(of: cell, seenBy: photo) else { return }
      body(&self, cell, section, length)
    }
  }
}
