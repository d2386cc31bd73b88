import ArgumentParser
import ImageKit

/// The surface that pixels are placed on, and what is refused; shared by the subcommands that place.
struct SurfaceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The ground is flat at this height in metres, above what --height-datum says.", valueName: "H"))
  var groundHeight: String?

  @Option(
    help: ArgumentHelp(
      "What --ground-height and --underside-height are measured from: ellipsoid, egm96 (mean sea level) or takeoff.",
      valueName: "datum"))
  var heightDatum: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Every photo was taken this many metres above flat ground.", valueName: "H"))
  var agl: String?

  @Option(
    help: ArgumentHelp(
      "The ground is this elevation raster: GeoTIFF or another format GDAL reads.", valueName: "file"),
    completion: .file())
  var dem: String?

  @Option(
    help: ArgumentHelp(
      "What the heights of --dem are measured from: ellipsoid, egm96 or twvd2001 (Taiwan).", valueName: "datum"))
  var demDatum: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "One standard deviation of the heights of --dem, in metres. Default: by its resolution.", valueName: "M"))
  var demSigma: String?

  @Option(
    help: ArgumentHelp(
      "Every photo shows a vertical wall that faces the camera, this many metres along the optical axis.",
      valueName: "D"))
  var wallDistance: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Every photo looks up at the level underside of a deck or ceiling at this height, above what --height-datum says.",
      valueName: "H"))
  var undersideHeight: String?

  @Option(
    help: ArgumentHelp(
      """
      What the photo's laser range says of the surface. auto: where no surface is stated, level ground if the camera \
      looks down by more than 30°, else a plane across the optical axis. axis, wall or ground: always that. off: nothing.
      """, valueName: "use"))
  var laser: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Refuse lines of sight less than this many degrees below the horizon. Default: 5.", valueName: "deg"))
  var minDepression: String?

  @Option(
    help: ArgumentHelp("Refuse places farther than this many metres from the camera. Default: 3000.", valueName: "M"))
  var maxRange: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Add this many degrees, clockwise, to the yaw of every photo: a compass that is off.", valueName: "deg"))
  var yawOffset: String?

  @Option(
    help: ArgumentHelp(
      "Places, heights and angles of photos that count for more than their tags: ODM geo.txt, Pix4D CSV, DJI .MRK, or "
        + "our own CSV (see Metadata.md).", valueName: "file"))
  var sidecar: String?
}
