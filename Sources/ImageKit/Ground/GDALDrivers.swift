internal import CGDAL

/// GDAL's drivers, registered once a process.
///
/// Drivers that ask the network are left out, and so are addresses inside other files: nothing leaves the machine.
enum GDALDrivers {
  static let register: Void = {
    unsafe CPLSetConfigOption("GDAL_SKIP", "WMS WCS WMTS HTTP DAAS EEDAI PLMOSAIC NGW OGCAPI RASTERLITE")
    unsafe CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "/none")
    GDALAllRegister()
  }()
}
