"""What real cards hold besides good photos, and what hostile ones might: one case a fault."""

import math
import struct

from cases_makers import (
    DJI, GIMBAL, HERE_EXIF, attributes, dji_packet, dms, gps, image, packet, photo, with_xmp)
from jpeg_writer import (
    ASCII, BYTE, LONG, RATIONAL, SHORT, UNDEFINED, exif, extended_segment, jpeg, picture, segment, xmp_segment)

CASES = []
CAMERA = ["no_focal_length"]


def case(name, proves, data, folder="malformed", **expect):
    CASES.append({"folder": folder, "name": name, "proves": proves, "bytes": data, "expect": expect})


def with_exif(block, *more, size=(16, 12)):
    return jpeg(size, [segment(0xE1, block), *more])


def standard(gps_tags, photo_tags=None, image_tags=None):
    return with_exif(exif(image_tags or image("Maker", "Model 1"), photo_tags or photo(), gps_tags))


def replaced(tags, tag, kind=None, value=None):
    """The tags with one changed, or left out."""
    kept = [entry for entry in tags if entry[0] != tag]
    return kept + ([(tag, kind, value)] if kind else [])


PLACE = gps(22.6273, 120.3014, 125.3)
ZONE = ["no_time_zone"] + CAMERA

# Nothing to read, files that are not photos ----------------------------------------------------------------------
case("nothing", "neither EXIF nor XMP", jpeg(), latitude=None, no_position="the file has neither EXIF nor XMP",
     warnings=["no_metadata", "no_time", "no_focal_length"])
case("exif_without_gps", "EXIF without positions, XMP with one",
     with_xmp(exif(image("DJI", "FC330"), photo()), dji_packet(GpsLatitude="22.5", GpsLongitude="120.5")),
     latitude=22.5, longitude=120.5, position_source="XMP drone-dji:GpsLatitude", warnings=["no_time_zone"])
case("empty", "a file of no bytes", b"", error="malformed")
case("text", "a text with a photo's name", b"hello, this is not a photo\n", error="not_a_jpeg")
case("tiff", "a TIFF with a photo's name", b"II*\0\x08\0\0\0" + bytes(64), error="not_a_jpeg")
case("ends_before_image", "a file cut inside its headers", with_exif(HERE_EXIF)[:200], error="malformed")
frame, tables, rest = picture(16, 12)
for name, marker, error in (("arithmetic", 0xC9, "unsupported"), ("lossless", 0xC3, "unsupported")):
    other = frame[:1] + bytes([marker]) + frame[2:]
    case(name, f"{name} coding", b"\xff\xd8" + tables + other + rest, error=error)
case("cmyk", "four components", b"\xff\xd8" + tables + segment(
    0xC0, struct.pack(">BHHB", 8, 12, 16, 4) + bytes([1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0])) + rest, error="unsupported")
case("twelve_bits", "12 bits a sample", b"\xff\xd8" + tables + frame[:4] + b"\x0c" + frame[5:] + rest, error="unsupported")
case("no_height", "a frame of no rows", b"\xff\xd8" + tables + frame[:5] + b"\0\0" + frame[7:] + rest, error="malformed")
case("huge", "65,535 × 65,535 pixels in 700 bytes",
     b"\xff\xd8" + tables + frame[:5] + b"\xff\xff\xff\xff" + frame[9:] + rest, error="too_large")

# Positions --------------------------------------------------------------------------------------------------------
case("gps_zero_over_zero", "all fractions 0/0: no position, above all not 0, 0",
     standard(replaced(replaced(PLACE, 2, RATIONAL, [(0, 0)] * 3), 4, RATIONAL, [(0, 0)] * 3)), latitude=None,
     height=125.3, warnings=["position_undefined", "no_time_zone", "no_focal_length"])
case("minutes_over_zero", "minutes over zero", standard(replaced(PLACE, 2, RATIONAL, [(22, 1), (37, 0), (0, 1)])),
     latitude=None, warnings=["position_undefined"] + ZONE)
case("seconds_over_zero", "seconds 0/0 beside minutes with decimals",
     standard(replaced(PLACE, 2, RATIONAL, [(22, 1), (37638, 1000), (0, 0)])), latitude=22 + 37.638 / 60,
     warnings=["seconds_undefined"] + ZONE)
case("null_island", "0°, 0°: the receiver had no fix", standard(gps(0, 0, 10)), latitude=None,
     no_position="EXIF GPSLatitude is 0°, 0°: the receiver had no fix; ignored", warnings=["null_island"] + ZONE)
case("latitude_95", "a latitude that is none", standard(replaced(PLACE, 2, RATIONAL, [(95, 1), (0, 1), (0, 1)])),
     latitude=None, no_position="EXIF GPSLatitude is 95.0°; ignored", warnings=["latitude_out_of_range"] + ZONE)
case("longitude_190", "a longitude that is none", standard(replaced(PLACE, 4, RATIONAL, [(190, 1), (0, 1), (0, 1)])),
     latitude=None, warnings=["longitude_out_of_range"] + ZONE)
case("longitude_180", "the antimeridian is −180", standard(replaced(PLACE, 4, RATIONAL, [(180, 1), (0, 1), (0, 1)])),
     longitude=-180, warnings=ZONE)
case("no_hemisphere", "no N or S: taken as north", standard(replaced(PLACE, 1)), latitude=22.6273,
     warnings=["no_hemisphere"] + ZONE)
case("no_hemisphere_xmp", "no N or S, and XMP says south: XMP is right",
     with_xmp(exif(image("DJI", "FC330"), photo(), replaced(PLACE, 1)),
              dji_packet(GpsLatitude="-22.6273", GpsLongitude="120.3014")),
     latitude=-22.6273, position_source="XMP drone-dji:GpsLatitude",
     warnings=["no_hemisphere", "gps_conflict", "no_time_zone"])
case("hemisphere_words", "lower case, a word, NULs", standard(
    replaced(replaced(PLACE, 1, ASCII, "south"), 3, ASCII, "w\0\0")), latitude=-22.6273, longitude=-120.3014, warnings=ZONE)
case("latitude_is_text", "a latitude of type ASCII", standard(replaced(PLACE, 2, ASCII, "22.6273 and some more text")),
     latitude=None, warnings=["wrong_type"] + ZONE)
case("conflict", "XMP and EXIF 11 km apart: EXIF, with half the distance as doubt",
     with_xmp(HERE_EXIF, dji_packet(GpsLatitude="22.7273", GpsLongitude="120.3014", **GIMBAL)),
     latitude=22.6273, position_source="EXIF GPSLatitude", position_sigma=111320 * 0.05, warnings=["gps_conflict", "no_time_zone"])
case("xmp_nan", "NaN and infinity are no numbers",
     with_xmp(HERE_EXIF, dji_packet(GpsLatitude="nan", GpsLongitude="inf", RelativeAltitude="NaN", **GIMBAL)),
     latitude=22.6273, position_source="EXIF GPSLatitude", relative_height=None, warnings=["no_time_zone"])
case("decimal_comma", "22,627300 is one number with a comma",
     with_xmp(HERE_EXIF, dji_packet(GpsLatitude="22,627300", GpsLongitude="120,301400", **GIMBAL)),
     latitude=22.6273, longitude=120.3014, position_source="XMP drone-dji:GpsLatitude",
     warnings=["decimal_comma", "no_time_zone"])
case("two_spellings", "both spellings of the longitude, a degree apart: the right one",
     with_xmp(HERE_EXIF, dji_packet(GpsLatitude="22.6273", GpsLongitude="120.3014", GpsLongtitude="121.3014", **GIMBAL)),
     longitude=120.3014, warnings=["longitude_spelling_conflict", "no_time_zone"])

# Heights ----------------------------------------------------------------------------------------------------------
case("no_altitude_reference", "no reference: above", standard(replaced(PLACE, 5)), height=125.3,
     warnings=["no_altitude_reference"] + ZONE)
case("below", "reference 1: below", standard(gps(40.38, -74.49, 8.5, reference=1)), height=-8.5, warnings=ZONE)
case("below_but_xmp_above", "reference 1 while XMP is positive: XMP",
     with_xmp(exif(image("DJI", "FC330"), photo(), gps(22.6, 120.3, 37.2, reference=1)),
              dji_packet(AbsoluteAltitude="+37.20", **GIMBAL)), height=37.2,
     warnings=["altitude_reference_conflict", "no_time_zone"])
case("sea_level_reference", "EXIF 3.0's reference 2 is sea level", standard(gps(22.6, 120.3, 30, reference=2)), height=30,
     height_datum="egm96", warnings=ZONE)
case("below_sea_level_reference", "EXIF 3.0's reference 3 is below sea level", standard(gps(22.6, 120.3, 30, reference=3)),
     height=-30, height_datum="egm96", warnings=ZONE)
case("altitude_zero", "a height of exactly 0 was not measured", standard(gps(22.6, 120.3, 0)), height=None,
     warnings=["altitude_zero"] + ZONE)
case("altitude_over_zero", "an altitude over zero", standard(replaced(PLACE, 6, RATIONAL, (100, 0))), height=None,
     warnings=["altitude_undefined"] + ZONE)
case("altitude_80_km", "higher than any drone", standard(gps(22.6, 120.3, 80000)), height=None,
     warnings=["altitude_out_of_range"] + ZONE)
case("absolute_is_relative", "both altitudes the same: above take-off",
     with_xmp(HERE_EXIF, dji_packet(AbsoluteAltitude="+46.00", RelativeAltitude="+46.00", **GIMBAL)), height=46,
     height_datum="takeoff", relative_height=46, warnings=["absolute_equals_relative", "height_conflict", "no_time_zone"])
case("below_takeoff", "a drone below its take-off, on a slope",
     with_xmp(HERE_EXIF, dji_packet(RelativeAltitude="-23.50", **GIMBAL)), relative_height=-23.5, warnings=["no_time_zone"])

# Angles -----------------------------------------------------------------------------------------------------------
case("gimbal_all_zero", "all angles 0: not measured, above all not looking north at the horizon",
     with_xmp(HERE_EXIF, dji_packet(GimbalRollDegree="+0.00", GimbalYawDegree="+0.00", GimbalPitchDegree="+0.00")),
     yaw=None, latitude=22.6273, warnings=["gimbal_all_zero", "no_time_zone"])
case("yaw_720", "a yaw of several turns",
     with_xmp(HERE_EXIF, dji_packet(GimbalRollDegree="0", GimbalYawDegree="757", GimbalPitchDegree="-45")), yaw=37,
     pitch=-45, warnings=["no_time_zone"])
case("pitch_minus_200", "a pitch that is none",
     with_xmp(HERE_EXIF, dji_packet(GimbalRollDegree="0", GimbalYawDegree="37", GimbalPitchDegree="-200")), yaw=None,
     warnings=["pitch_out_of_range", "no_time_zone"])
case("camera_pitch_minus_90", "Pix4D's namespace with the pitch of a gimbal",
     with_xmp(HERE_EXIF, packet(attributes("Camera", Yaw="10", Pitch="-90", Roll="0"),
                                namespaces=' xmlns:Camera="http://pix4d.com/camera/1.0/"')),
     yaw=10, pitch=-90, warnings=["attitude_convention_guessed", "no_time_zone"])
case("no_gimbal_yaw", "no yaw of the gimbal: the nose's",
     with_xmp(HERE_EXIF, dji_packet(FlightYawDegree="+12.00", GimbalPitchDegree="-90.00", GimbalRollDegree="0")), yaw=12,
     yaw_sigma=5, orientation_source="XMP drone-dji:FlightYawDegree", warnings=["yaw_of_aircraft", "no_time_zone"])
case("rtk_promise", "a fixed solution with a deviation of 5 m, and one of 0",
     with_xmp(HERE_EXIF, dji_packet(
         GpsLatitude="22.6273", GpsLongitude="120.3014", RtkFlag="50", RtkStdLon="5", RtkStdLat="5", RtkStdHgt="0",
         RelativeAltitude="+50.0", **GIMBAL)),
     position_sigma=5, relative_height_sigma=0.04, rtk="fixed", warnings=["no_time_zone"])
case("laser_too_far", "a laser that hit nothing",
     with_xmp(HERE_EXIF, dji_packet(LRFStatus="TooFar", LRFTargetDistance="0.000", **GIMBAL)), laser=None,
     warnings=["laser_ignored", "no_time_zone"])

# XMP packets --------------------------------------------------------------------------------------------------------
FULL = dji_packet(GpsLatitude="22.6273", GpsLongitude="120.3014", RelativeAltitude="+39.80", **GIMBAL)
case("xmp_truncated", "cut inside the tag that has all properties",
     with_xmp(HERE_EXIF, FULL[: FULL.index("GimbalPitchDegree") + 8]), latitude=22.6273,
     position_source="XMP drone-dji:GpsLatitude", relative_height=39.8, yaw=None, warnings=["xmp_truncated", "no_time_zone"])
CHILDREN = packet(
    children="<d:RelativeAltitude>+39.80</d:RelativeAltitude><d:GimbalYawDegree>+37.00</d:GimbalYawDegree>",
    namespaces=f' xmlns:d="{DJI}"')
case("xmp_truncated_element", "cut inside the text of an element: half a number is no number",
     with_xmp(HERE_EXIF, CHILDREN[: CHILDREN.index("+37.00") + 2]), relative_height=39.8, yaw=None,
     warnings=["xmp_truncated", "no_time_zone"])
case("xmp_ampersand", "a drone called Tom & Jerry",
     with_xmp(HERE_EXIF, dji_packet(SelfData="Tom & Jerry", **GIMBAL)), yaw=37, pitch=-89.9,
     warnings=["xmp_malformed", "no_time_zone"])
case("xmp_duplicate_attribute", "an attribute given twice: the first",
     with_xmp(HERE_EXIF, dji_packet(**GIMBAL).replace(
         'drone-dji:GimbalYawDegree="+37.00"', 'drone-dji:GimbalYawDegree="+37.00" drone-dji:GimbalYawDegree="+99.00"')),
     yaw=37, warnings=["xmp_malformed", "no_time_zone"])
case("xmp_duplicate_element", "an element given twice: the first",
     with_xmp(HERE_EXIF, packet(
         children="<d:GimbalPitchDegree>-45</d:GimbalPitchDegree><d:GimbalYawDegree>1</d:GimbalYawDegree>"
         "<d:GimbalYawDegree>2</d:GimbalYawDegree>", namespaces=f' xmlns:d="{DJI}"')),
     yaw=1, pitch=-45, warnings=["xmp_duplicate_property", "no_time_zone"])
case("xmp_undeclared_prefix", "a prefix nobody declared",
     with_xmp(HERE_EXIF, dji_packet(**GIMBAL).replace(f' xmlns:drone-dji="{DJI}"', "")), yaw=37, pitch=-89.9,
     warnings=["xmp_undeclared_prefix", "no_time_zone"])
case("xmp_latin1", "Latin-1 in a name",
     with_xmp(HERE_EXIF, dji_packet(SelfData="Müller", **GIMBAL).encode("latin-1")), yaw=37,
     warnings=["xmp_encoding", "no_time_zone"])
case("xmp_utf16", "UTF-16 with a byte order mark", with_xmp(HERE_EXIF, dji_packet(**GIMBAL).encode("utf-16")), yaw=37,
     warnings=["no_time_zone"])
case("xmp_utf16_big", "UTF-16, most significant byte first",
     with_xmp(HERE_EXIF, b"\xfe\xff" + dji_packet(**GIMBAL).encode("utf-16-be")), yaw=37, warnings=["no_time_zone"])
case("xmp_nul", "NULs before and after", with_xmp(HERE_EXIF, b"\0\0" + dji_packet(**GIMBAL).encode() + bytes(500)), yaw=37,
     warnings=["no_time_zone"])
case("xmp_doctype", "an entity bomb",
     with_xmp(HERE_EXIF, '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + dji_packet(**GIMBAL)),
     yaw=None, latitude=22.6273, warnings=["xmp_refused", "no_time_zone"])
case("xmp_deep", "forty elements inside one another", with_xmp(HERE_EXIF, "<a>" * 40 + "</a>" * 40), yaw=None,
     warnings=["xmp_refused", "no_time_zone"])
case("xmp_instruction", "an instruction without data, which crashes some parsers",
     with_xmp(HERE_EXIF, "<?x?>" + dji_packet(**GIMBAL)), yaw=37, warnings=["no_time_zone"])
case("xmp_two_packets", "two packets: the first",
     jpeg((16, 12), [segment(0xE1, HERE_EXIF), xmp_segment(dji_packet(**GIMBAL)), xmp_segment(
         dji_packet(GimbalYawDegree="99", GimbalPitchDegree="0", GimbalRollDegree="0"))]),
     yaw=37, warnings=["xmp_several_packets", "no_time_zone"])
case("panorama", "a panorama is not a central projection",
     with_xmp(HERE_EXIF, packet(attributes("GPano", ProjectionType="equirectangular"),
                                namespaces=' xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"')),
     error="unsupported")
case("fisheye", "a fisheye lens is not one either",
     with_xmp(HERE_EXIF, packet(attributes("Camera", ModelType="fisheye", Yaw="1", Pitch="2", Roll="3"),
                                namespaces=' xmlns:Camera="http://pix4d.com/camera/1.0/"')),
     error="unsupported")

# Extended XMP -----------------------------------------------------------------------------------------------------
GUID = "0123456789ABCDEF0123456789ABCDEF"
NOTE = packet(attributes("xmpNote", HasExtendedXMP=GUID), namespaces=' xmlns:xmpNote="http://ns.adobe.com/xmp/note/"')
EXTENDED = dji_packet(**GIMBAL).encode()


def extended(pieces, guid=GUID, size=len(EXTENDED)):
    return jpeg((16, 12), [segment(0xE1, HERE_EXIF), xmp_segment(NOTE)] + [
        extended_segment(guid, size, offset, piece) for offset, piece in pieces])


case("extended", "in two pieces, the later one first", extended([(200, EXTENDED[200:]), (0, EXTENDED[:200])]), yaw=37,
     pitch=-89.9, warnings=["no_time_zone"])
case("extended_hole", "a piece is missing", extended([(0, EXTENDED[:200])]), yaw=None,
     warnings=["extended_xmp_ignored", "no_time_zone"])
case("extended_other_guid", "another identifier than the one named", extended([(0, EXTENDED)], guid="F" * 32), yaw=None,
     warnings=["extended_xmp_ignored", "no_time_zone"])
case("extended_4_gb", "it claims 4 GB", extended([(0, EXTENDED)], size=0xFFFFFFFF), yaw=None,
     warnings=["extended_xmp_ignored", "no_time_zone"])

# EXIF blocks and segments -----------------------------------------------------------------------------------------
case("exif_two", "two EXIF blocks: the first",
     with_exif(HERE_EXIF, segment(0xE1, exif(image("Other", "Other"), photo(), gps(1, 1)))), latitude=22.6273, make="DJI",
     warnings=["exif_several", "no_time_zone"])
case("exif_wrong_byte_order", "little-endian marked big-endian: nothing is readable, nothing is guessed",
     with_exif(HERE_EXIF[:6] + b"MM\0*" + HERE_EXIF[10:]), make=None, latitude=None,
     warnings=["exif_unreadable", "no_time", "no_focal_length"])
LOOP = bytearray(exif(image("DJI", "FC300S"), photo(), PLACE))
first_count = struct.unpack_from("<H", LOOP, 14)[0]
struct.pack_into("<I", LOOP, 16 + 12 * first_count, 8)
case("exif_loop", "the second directory is the first again", with_exif(bytes(LOOP)), latitude=22.6273, make="DJI",
     warnings=["no_time_zone"])
COUNT = bytearray(exif(image("DJI", "FC300S"), photo(), PLACE))
struct.pack_into("<H", COUNT, 14, 0xFFFF)
case("exif_count", "65,535 entries in a directory of four", with_exif(bytes(COUNT)))
BOUNDS = bytearray(exif(image("DJI is a long name for a maker", "FC300S"), photo(), PLACE))
struct.pack_into("<I", BOUNDS, 16 + 8, 0xFFFFFFF0)
case("exif_offset", "a text that lies beyond the block", with_exif(bytes(BOUNDS)), make=None, latitude=22.6273)
HUGE = bytearray(exif(image("DJI is a long name for a maker", "FC300S"), photo(), PLACE))
struct.pack_into("<I", HUGE, 16 + 4, 0x80000001)
case("exif_components", "two thousand million characters", with_exif(bytes(HUGE)), make=None, latitude=22.6273)
case("orientation_9", "an orientation that is none", standard(PLACE, image_tags=image("M", "N", [(0x0112, SHORT, 9)])),
     display_orientation=1, warnings=ZONE)
case("orientation_6", "turned for display: the stored size stays",
     standard(PLACE, image_tags=image("M", "N", [(0x0112, SHORT, 6)])), display_orientation=6, width=16, height_px=12,
     warnings=ZONE)
LYING = with_exif(HERE_EXIF)
case("segment_past_end", "a segment that goes on past the end of the file",
     LYING[:4] + b"\xff\xff" + LYING[6:], error="malformed")
case("segment_garbage", "stray bytes between two segments",
     jpeg((16, 12), [segment(0xE1, HERE_EXIF), b"\0\x11\x22\xff\0"]), latitude=22.6273,
     warnings=["segment_garbage", "no_time_zone"])
case("fill_bytes", "fill bytes between segments are legal", jpeg((16, 12), [b"\xff" * 700, segment(0xE1, HERE_EXIF)]),
     latitude=22.6273, warnings=["no_time_zone"])

# Time -------------------------------------------------------------------------------------------------------------
for name, text, local in (
        ("time_zeros", "0000:00:00 00:00:00", None), ("time_hyphens", "2019-06-23 15:17:15", "2019-06-23T15:17:15"),
        ("time_second_60", "2016:12:31 23:59:60", "2017-01-01T00:00:00"),
        ("time_24", "2024:02:28 24:00:00", "2024-02-29T00:00:00"), ("time_month_13", "2024:13:01 00:00:00", None)):
    case(name, text, standard(PLACE, photo(text)), local=local, utc=None,
         warnings=(["no_time_zone"] if local else ["no_time"]) + CAMERA)
for name, zone, utc in (
        ("zone_compact", "+0530", 1709627531), ("zone_z", "Z", 1709647331), ("zone_short", "+5:30", 1709627531),
        ("zone_west", "-03:30", 1709659931), ("zone_nonsense", "about noon", None)):
    case(name, f"the zone {zone}", standard(PLACE, photo(extra=[(0x9011, ASCII, zone)])), utc=utc,
         warnings=CAMERA if utc else ZONE)
for name, date in (("gps_time_1970", "1970:01:01"), ("gps_time_1980", "1980:01:06")):
    case(name, "a receiver that starts its clock", standard(
        PLACE + [(7, RATIONAL, [(0, 1), (0, 1), (3, 1)]), (0x1D, ASCII, date)]), utc=None,
        local="2024-03-05T14:02:11", warnings=["gps_time_ignored"] + ZONE)

# Lenses -----------------------------------------------------------------------------------------------------------
DEWARP = "2022-06-08;3713.29,3713.29,7.02,-8.72,-0.11,0.01,0,0,-0.02"
for name, text, proves in (
        ("dewarp_short", "2022-06-08;3713.29,3713.29,7.02", "three numbers"),
        ("dewarp_zeros", "2022-06-08;0,0,0,0,0,0,0,0,0", "nine zeros"),
        ("dewarp_nan", "2022-06-08;nan,nan,0,0,0,0,0,0,0", "no numbers")):
    case(name, f"a DewarpData of {proves}: the next source", with_xmp(
        exif(image("DJI", "M3E"), photo(), PLACE),
        dji_packet(DewarpData=text, CalibratedFocalLength="3725.15", CalibratedOpticalCenterX="2640",
                   CalibratedOpticalCenterY="1978", **GIMBAL)),
        camera_source="XMP drone-dji:CalibratedFocalLength", focal_px=3725.15 * 16 / 5280,
        warnings=["dewarp_ignored", "no_time_zone"])
case("focal_plane_72_dpi", "72 dots an inch is no sensor", standard(PLACE, photo(focal=4, extra=[
    (0xA20E, RATIONAL, (72, 1)), (0xA20F, RATIONAL, (72, 1)), (0xA210, SHORT, 2)], size=(4000, 3000))),
    camera_source=None, warnings=["focal_plane_ignored", "no_time_zone", "no_focal_length"])
for name, ratio, factor in (("zoom_undefined", (0, 0), 1), ("zoom_0", (0, 1), 1), ("zoom_2", (2, 1), 2)):
    case(name, f"a digital zoom of {ratio[0]}/{ratio[1]}", standard(
        PLACE, photo(focal=3.61, extra=[(0xA404, RATIONAL, ratio)]), image("DJI", "FC330")),
        focal_px=2286 * 16 / 4000 * factor, warnings=["no_time_zone"] + (["digital_zoom"] if factor > 1 else []))
case("no_lens", "focal length 0, equivalent 0, unknown model", standard(
    PLACE, photo(focal=0, f35=0), image("DJI", "FC0000")), camera_source=None, warnings=ZONE)
case("resized", "made smaller by a quarter", with_xmp(
    exif(image("DJI", "M3E"), photo(size=(64, 48)), PLACE),
    dji_packet(CalibratedFocalLength="45.2", CalibratedOpticalCenterX="32", CalibratedOpticalCenterY="24", **GIMBAL)),
    focal_px=11.3, warnings=["no_time_zone", "resized"])
case("edited", "a name of an image editor", standard(PLACE, image_tags=image("M", "N", [(0x0131, ASCII, "GIMP 2.10.34")])),
     warnings=["no_time_zone", "edited_software", "no_focal_length"])
