"""How each maker writes its metadata, one case a way."""

import math

from jpeg_writer import (
    ASCII, BYTE, FLOAT, LONG, RATIONAL, SHORT, UNDEFINED, directory, exif, jpeg, segment, xmp_segment)

DJI = "http://www.dji.com/drone-dji/1.0/"
CASES = []


def case(folder, name, proves, data, **expect):
    CASES.append({"folder": folder, "name": name, "proves": proves, "bytes": data, "expect": expect})


def dms(value, scale=10000):
    """Degrees as three fractions."""
    value = abs(value)
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    seconds = round((value - degrees - minutes / 60) * 3600 * scale)
    return [(degrees, 1), (minutes, 1), (seconds, scale)]


def gps(latitude, longitude, altitude=None, reference=0, extra=()):
    tags = [
        (1, ASCII, "N" if latitude >= 0 else "S"), (2, RATIONAL, dms(latitude)),
        (3, ASCII, "E" if longitude >= 0 else "W"), (4, RATIONAL, dms(longitude)),
    ]
    if altitude is not None:
        if reference is not None:
            tags.append((5, BYTE, reference))
        tags.append((6, RATIONAL, (round(altitude * 1000), 1000)))
    return tags + list(extra)


def image(make, model, extra=()):
    return [(0x010F, ASCII, make), (0x0110, ASCII, model)] + list(extra)


def photo(time="2024:03:05 14:02:11", focal=None, f35=None, size=None, extra=()):
    tags = [(0x9000, UNDEFINED, b"0230")]
    if time:
        tags.append((0x9003, ASCII, time))
    if focal is not None:
        tags.append((0x920A, RATIONAL, (round(focal * 100), 100)))
    if size:
        tags += [(0xA002, LONG, size[0]), (0xA003, LONG, size[1])]
    if f35 is not None:
        tags.append((0xA405, SHORT, f35))
    return tags + list(extra)


def packet(attributes="", children="", about="", namespaces=""):
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about="{about}"{namespaces}{attributes}>\n{children}  </rdf:Description>\n'
        " </rdf:RDF>\n</x:xmpmeta>\n")


def attributes(prefix, **properties):
    return "".join(f'\n   {prefix}:{name}="{value}"' for name, value in properties.items())


def dji_packet(**properties):
    return packet(attributes("drone-dji", **properties), about="DJI Meta Data", namespaces=f' xmlns:drone-dji="{DJI}"')


def with_xmp(exif_block, text, size=(16, 12)):
    return jpeg(size, [segment(0xE1, exif_block), xmp_segment(text)])


def pix4d_axis(yaw, pitch, roll):
    """The optical axis in north, east, down: the third column of the rotation."""
    (sy, cy), (sp, cp), (sr, cr) = ((math.sin(math.radians(a)), math.cos(math.radians(a))) for a in (yaw, pitch, roll))
    return [cy * sp * cr + sy * sr, sy * sp * cr - cy * sr, cp * cr]


GIMBAL = dict(GimbalRollDegree="+0.00", GimbalYawDegree="+37.00", GimbalPitchDegree="-89.90")
HERE_EXIF = exif(image("DJI", "FC300S"), photo(focal=3.61, f35=20), gps(22.6273, 120.3014, 125.3))

# DJI ------------------------------------------------------------------------------------------------------------
case(
    "dji", "plain", "consumer DJI: attributes, signed numbers, a height nobody explains",
    with_xmp(
        exif(image("DJI", "FC300S", [(0x0131, ASCII, "v01.23.4920")]), photo(focal=3.61, f35=20, size=(4000, 3000)),
             gps(22.6273, 120.3014, 125.3)),
        dji_packet(AbsoluteAltitude="+125.30", RelativeAltitude="+39.80", **GIMBAL)),
    make="DJI", model="FC300S", latitude=22.6273, longitude=120.3014, position_source="EXIF GPSLatitude",
    position_sigma=1.5, height=125.3, height_datum="unknown", height_sigma=30, relative_height=39.8, yaw=37, pitch=-89.9,
    roll=0, orientation_source="XMP drone-dji:GimbalYawDegree", yaw_sigma=2.5, local="2024-03-05T14:02:11", utc=None,
    focal_px=2286 * 16 / 4000, camera_source="catalogue Phantom 3 Advanced", focal_sigma=0.02,
    warnings=["no_time_zone", "resized"])
case(
    "dji", "rtk", "fixed RTK: stated deviations, ellipsoidal height, time of exposure, measured lens, laser",
    with_xmp(
        exif(image("DJI", "M3E"), photo(focal=12.29, f35=24, size=(5280, 3956)), gps(22.6273, 120.3014, 125.3)),
        dji_packet(
            GpsStatus="RTK", AltitudeType="RtkAlt", GpsLatitude="+22.627300000", GpsLongitude="+120.301400000",
            AbsoluteAltitude="+125.300", RelativeAltitude="+100.100", RtkFlag="50", RtkStdLon="0.01300",
            RtkStdLat="0.03100", RtkStdHgt="0.05200", UTCAtExposure="2024-03-05T06:02:11.250000",
            CalibratedFocalLength="3725.151611", CalibratedOpticalCenterX="2640.000000",
            CalibratedOpticalCenterY="1978.000000", DewarpFlag="0", LRFStatus="Normal", LRFTargetDistance="54.103",
            DewarpData="2022-06-08;3713.29,3713.29,7.02,-8.72,-0.11257524,0.01487443,-0.00008572,0.0000001,-0.02706411",
            **GIMBAL)),
    latitude=22.6273, longitude=120.3014, position_source="XMP drone-dji:GpsLatitude",
    position_sigma=math.sqrt((0.013**2 + 0.031**2) / 2), height=125.3, height_datum="ellipsoid", height_sigma=0.052,
    relative_height=100.1, rtk="fixed", yaw=37, pitch=-89.9, roll=0, yaw_sigma=1, local="2024-03-05T14:02:11",
    utc=1709618531.25, laser=54.103, focal_px=3713.29 * 16 / 5280, camera_source="XMP drone-dji:DewarpData",
    k1=-0.11257524, focal_sigma=0.002, warnings=["resized"])
case(
    "dji", "misspelt_longitude", "the longitude under its misspelt name alone; a single-point receiver",
    with_xmp(
        exif(image("DJI", "FC6360"), photo(focal=5.74, f35=40), gps(37.8, -122.3, 29.51)),
        dji_packet(
            GpsLatitude="37.80000000", GpsLongtitude="-122.30000000", AbsoluteAltitude="+29.51",
            RelativeAltitude="+57.80", RtkFlag="16", RtkStdLon="1.37", RtkStdLat="1.56", RtkStdHgt="2.97",
            CalibratedFocalLength="1913.333252", CalibratedOpticalCenterX="800.000000",
            CalibratedOpticalCenterY="650.000000", **GIMBAL), size=(16, 13)),
    latitude=37.8, longitude=-122.3, position_source="XMP drone-dji:GpsLatitude", rtk="single",
    position_sigma=math.sqrt((1.37**2 + 1.56**2) / 2), height=29.51, height_datum="ellipsoid", height_sigma=2.97,
    focal_px=19.13333252, camera_source="XMP drone-dji:CalibratedFocalLength", focal_sigma=0.01,
    warnings=["no_time_zone"])
case(
    "dji", "hasselblad_children", "Make Hasselblad, properties as elements, several descriptions",
    with_xmp(
        exif(image("Hasselblad", "L2D-20c"), photo(focal=12.29, f35=24, size=(5280, 3956)), gps(47.3541, 10.1913, 1252)),
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>image/jpeg</dc:format>'
        f'</rdf:Description><rdf:Description rdf:about="" xmlns:d="{DJI}"><d:GpsLatitude>47.3541</d:GpsLatitude>'
        "<d:GpsLongitude>10.1913</d:GpsLongitude><d:AbsoluteAltitude>+1252.12</d:AbsoluteAltitude>"
        "<d:RelativeAltitude>+125.30</d:RelativeAltitude><d:GimbalYawDegree>-127.10</d:GimbalYawDegree>"
        "<d:GimbalPitchDegree>-30.00</d:GimbalPitchDegree><d:GimbalRollDegree>0.00</d:GimbalRollDegree>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"),
    make="Hasselblad", latitude=47.3541, longitude=10.1913, height=1252.12, relative_height=125.3, yaw=-127.1, pitch=-30,
    roll=0, camera_source="catalogue Mavic 3 and 3 Pro", focal_px=3725 * 16 / 5280,
    warnings=["no_time_zone", "resized"])


def maker_note(yaw, pitch, roll, endian="<"):
    """DJI's directory: the maker's name, then speeds and angles as floats."""
    entries = [(1, ASCII, "DJI")]
    entries += [(tag, FLOAT, value) for tag, value in zip(range(3, 12), [0, 0, 0, 1.8, 46.0, 3.0, pitch, yaw, roll])]
    return directory(entries, 0, endian)


case(
    "dji", "maker_note", "no XMP: the angles stand in the maker note alone",
    jpeg((24, 16), [segment(0xE1, exif(
        image("DJI", "FC6310"), photo(focal=8.8, f35=24, extra=[(0x927C, UNDEFINED, maker_note(90.2, -89.9, 0))]),
        gps(19.15, 73.0031, 71.289)))]),
    latitude=19.15, longitude=73.0031, yaw=90.2, pitch=-89.9, roll=0, orientation_source="EXIF MakerNote CameraYaw",
    camera_source="catalogue Phantom 4 Pro and Advanced", focal_px=3666.67 * 24 / 5472, warnings=["no_time_zone"])
case(
    "dji", "maker_note_other_byte_order", "an editor wrote the file big-endian and left the note little-endian",
    jpeg((24, 16), [segment(0xE1, exif(
        image("DJI", "FC6310", [(0x0131, ASCII, "Microsoft Windows Photo Viewer 10.0")]),
        photo(focal=8.8, f35=24, extra=[(0x927C, UNDEFINED, maker_note(-132, -89.9, 0))]), gps(19.15, 73.0031, 71.289),
        endian=">"))]),
    yaw=-132, pitch=-89.9, roll=0, orientation_source="EXIF MakerNote CameraYaw",
    warnings=["no_time_zone", "edited_software"])
case(
    "dji", "maker_note_text", "newer cameras write text into the maker note; read as a directory it would be nonsense",
    jpeg((24, 16), [segment(0xE1, exif(
        image("DJI", "FC6310"),
        photo(extra=[(0x927C, UNDEFINED, b"[ae_dbg_info:" + bytes(range(97, 123)) * 40 + b"][gimbal_degree(Y,P,R):1,2,3]")]),
        gps(19.15, 73.0031)))]),
    yaw=None, latitude=19.15, warnings=["no_time_zone"])
case(
    "dji", "undistorted", "DewarpFlag 1: the design focal length and no distortion",
    with_xmp(
        exif(image("DJI", "M4E"), photo(size=(5280, 3956)), gps(22.6, 120.3)),
        dji_packet(
            CalibratedFocalLength="3700.5", CalibratedOpticalCenterX="2640", CalibratedOpticalCenterY="1978",
            DewarpFlag="1", DewarpData="3713.29,3713.29,7.02,-8.72,-0.1,0.01,0,0,0", **GIMBAL)),
    focal_px=3700.5 * 16 / 5280, k1=0, camera_source="XMP drone-dji:CalibratedFocalLength",
    warnings=["no_time_zone", "resized"])
case(
    "dji", "upside_down", "roll 180 near nadir is the same orientation with the yaw turned round",
    with_xmp(HERE_EXIF, dji_packet(GimbalRollDegree="+180.00", GimbalYawDegree="+123.40", GimbalPitchDegree="-90.00")),
    yaw=-56.6, pitch=-90, roll=0, warnings=["roll_180", "no_time_zone"])
case(
    "dji", "upside_down_oblique", "roll 180 elsewhere is kept: nobody knows whether the pixels were turned",
    with_xmp(HERE_EXIF, dji_packet(GimbalRollDegree="+180.00", GimbalYawDegree="+123.40", GimbalPitchDegree="-45.00")),
    yaw=123.4, pitch=-45, roll=180, warnings=["roll_180", "no_time_zone"])
case(
    "dji", "wide_crop", "16:9 keeps the full width: the focal length stays, the centre moves",
    with_xmp(
        exif(image("DJI", "FC300S"), photo(focal=3.61, f35=20, size=(4000, 2250)), gps(46.84, -91.99)),
        dji_packet(**GIMBAL), size=(32, 18)),
    focal_px=2286 * 32 / 4000, focal_sigma=0.02, principal_u=16, principal_v=9, warnings=["no_time_zone", "cropped", "resized"])

# Parrot, Pix4D style ------------------------------------------------------------------------------------------------
PIX4D = ' xmlns:Camera="http://pix4d.com/camera/1.0/"'
case(
    "parrot", "anafi", "camera angles of its own, height above EGM96 in EXIF, an altitude with a binary denominator",
    with_xmp(
        exif(image("Parrot", "Anafi"), photo(focal=4, f35=23),
             gps(48.8789, 2.3678)[:4] + [(5, BYTE, 0), (6, RATIONAL, (4971569, 65536))]),
        packet(attributes("drone-parrot", CameraYawDegree="12.5", CameraPitchDegree="-60.25", CameraRollDegree="0.5"),
               namespaces=' xmlns:drone-parrot="http://www.parrot.com/drone-parrot/1.0/"')),
    latitude=48.8789, longitude=2.3678, height=4971569 / 65536, height_datum="egm96", yaw=12.5, pitch=-60.25, roll=0.5,
    orientation_source="XMP drone-parrot:CameraYawDegree", camera_source="catalogue ANAFI", warnings=["no_time_zone"])
case(
    "parrot", "anafi_ai", "the Ai writes heights above the ellipsoid",
    with_xmp(
        exif(image("Parrot", "ANAFI Ai"), photo(), gps(48.8789, 2.3678, 80)),
        packet(attributes("drone-parrot", CameraYawDegree="0", CameraPitchDegree="-90", CameraRollDegree="0"),
               namespaces=' xmlns:drone-parrot="http://www.parrot.com/drone-parrot/1.0/"')),
    height=80, height_datum="ellipsoid", yaw=0, pitch=-90, warnings=["no_time_zone", "no_focal_length"])
case(
    "parrot", "sequoia", "Pix4D's frame, accuracies, focal plane resolution in millimetres, a lens in millimetres",
    with_xmp(
        exif(image("Parrot", "Sequoia"),
             photo(focal=4.88, f35=28, size=(4608, 3456), extra=[
                 (0xA20E, RATIONAL, (74627, 100)), (0xA20F, RATIONAL, (74627, 100)), (0xA210, SHORT, 4)]),
             gps(49.18655, 1.65551, 162.7)),
        packet(
            attributes(
                "Camera", Yaw="40", Pitch="10", Roll="8", GPSXYAccuracy="2.30", GPSZAccuracy="3.42", ModelType="perspective",
                PrincipalPoint="3.07,2.31", PerspectiveFocalLength="4.812", AboveGroundAltitude="61.5",
                PerspectiveDistortion="0.1,-0.2,0.03,0.004,-0.005"), namespaces=PIX4D)),
    latitude=49.18655, position_sigma=2.3, height=162.7, height_sigma=3.42, height_above_ground=61.5,
    axis_ned=pix4d_axis(40, 10, 8), camera_source="XMP Camera:PerspectiveFocalLength",
    focal_px=4.812 * 746.27 * 16 / 4608, k1=0.1, k2=-0.2, k3=0.03, p1=0.004, p2=-0.005,
    principal_u=3.07 * 746.27 * 16 / 4608, warnings=["no_time_zone", "resized"])
case(
    "parrot", "no_slash", "the same namespace without its last slash",
    with_xmp(
        exif(image("Parrot", "Sequoia"), photo(), gps(49.18655, 1.65551)),
        packet(attributes("Camera", Yaw="40", Pitch="0", Roll="0"), namespaces=' xmlns:Camera="http://pix4d.com/camera/1.0"')),
    yaw=40, pitch=-90, roll=0, camera_source="catalogue Sequoia, colour", warnings=["no_time_zone"])

# Skydio ---------------------------------------------------------------------------------------------------------
SKYDIO = ' xmlns:drone-skydio="https://www.skydio.com/drone-skydio/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'


def skydio_structure(name, yaw, pitch, roll, style):
    fields = dict(Roll=roll, Pitch=pitch, Yaw=yaw)
    if style == "attributes":
        return f"   <drone-skydio:{name}{attributes('drone-skydio', **fields)}/>\n"
    children = "".join(f"<drone-skydio:{key}>{value}</drone-skydio:{key}>" for key, value in fields.items())
    return f'   <drone-skydio:{name} rdf:parseType="Resource">{children}</drone-skydio:{name}>\n'


for style in ("attributes", "elements"):
    case(
        "skydio", style, f"the orientation as a structure of {style}, beside one in another frame",
        with_xmp(
            exif(image("Skydio", "X2 Wide"), photo(time=None),
                 gps(29.785934, -95.635417, 46.021, extra=[(0x1F, RATIONAL, (446, 1000))])),
            packet(
                children="   <xmp:CreateDate>2023-12-16T20:19:45Z</xmp:CreateDate>\n"
                "   <drone-skydio:Latitude>29.785934</drone-skydio:Latitude>\n"
                "   <drone-skydio:Longitude>-95.635417</drone-skydio:Longitude>\n"
                "   <drone-skydio:AbsoluteAltitude>46.021913</drone-skydio:AbsoluteAltitude>\n"
                + skydio_structure("CameraOrientationFLU", 95.9, 7.47, -0.19, style)
                + skydio_structure("CameraOrientationNED", 127.44, -7.47, 0.19, style)
                + "   <drone-skydio:CalibratedFocalLengthX>2376.56</drone-skydio:CalibratedFocalLengthX>\n"
                "   <drone-skydio:CalibratedFocalLengthY>2376.56</drone-skydio:CalibratedFocalLengthY>\n"
                "   <drone-skydio:CalibratedOpticalCenterX>2027.5</drone-skydio:CalibratedOpticalCenterX>\n"
                "   <drone-skydio:CalibratedOpticalCenterY>1519.5</drone-skydio:CalibratedOpticalCenterY>\n"
                "   <drone-skydio:DewarpData>-0.098856,0.094227,0.060498</drone-skydio:DewarpData>\n",
                namespaces=SKYDIO)),
        latitude=29.785934, longitude=-95.635417, position_source="XMP drone-skydio:Latitude",
        position_sigma=0.446 / math.sqrt(2), height=46.021913, height_datum="egm96", yaw=127.44, pitch=-7.47, roll=0.19,
        orientation_source="XMP drone-skydio:CameraOrientationNED/Yaw", utc=1702757985, local="",
        focal_px=2376.56 * 16 / 4056, k1=-0.098856, k3=0.060498, principal_u=8, principal_v=6,
        camera_source="XMP drone-skydio:CalibratedFocalLengthX", warnings=[])
case(
    "skydio", "infrared", "an infrared photo carries the colour camera's calibration",
    with_xmp(
        exif(image("Skydio", "X2 Narrow"), photo(), gps(29.785934, -95.635417, 46.021)),
        packet(attributes(
            "drone-skydio", CameraSource="INFRARED", CalibratedFocalLengthX="4892.0", CalibratedFocalLengthY="4870.4",
            CalibratedOpticalCenterX="1989.2", CalibratedOpticalCenterY="1443.7"), namespaces=SKYDIO), size=(40, 32)),
    camera_source="catalogue X2, thermal", focal_px=758 * 40 / 320,
    warnings=["calibration_of_other_camera", "no_time_zone"])

# Autel ----------------------------------------------------------------------------------------------------------
case(
    "autel", "new_firmware", "DJI's properties under drone:, signed DJI",
    with_xmp(
        exif(image("Autel Robotics", "XT705"), photo(focal=10.6, size=(5472, 3648)), gps(33.5, -84.4, 300)),
        packet(
            attributes(
                "drone", GpsLatitude="33.500000", GpsLongtitude="-84.400000", AbsoluteAltitude="+301.5",
                RelativeAltitude="+50.0", GimbalRollDegree="+0.00", GimbalYawDegree="-170.00", GimbalPitchDegree="-45.00"),
            about="DJI Meta Data", namespaces=' xmlns:drone="http://www.autelrobotics.example/drone/1.0/"'), size=(24, 16)),
    latitude=33.5, longitude=-84.4, position_source="XMP drone:GpsLatitude", height=301.5, height_datum="unknown",
    relative_height=50, yaw=-170, pitch=-45, roll=0, camera_source="catalogue EVO II Pro", warnings=["no_time_zone", "resized"])
case(
    "autel", "old_firmware", "Camera: names with the pitch as Pix4D writes it",
    with_xmp(
        exif(image("Autel Robotics", "XT705"), photo(), gps(33.5, -84.4, 300)),
        packet(attributes("Camera", Yaw="20", Pitch="30", Roll="0"), about="Autel Robotics Meta Data", namespaces=PIX4D),
        size=(24, 16)),
    yaw=20, pitch=-60, roll=0, camera_source="catalogue EVO II Pro", warnings=["no_time_zone"])
case(
    "autel", "camera_negative_pitch", "Make Camera, Model XL715, and a pitch as DJI writes it in Pix4D's namespace",
    with_xmp(
        exif(image("Camera", "XL715"), photo(focal=4.7, f35=None), gps(33.5, -84.4, 300)),
        packet(attributes("Camera", Yaw="20", Pitch="-30", Roll="0"), namespaces=PIX4D)),
    yaw=20, pitch=-30, roll=0, camera_source="catalogue EVO Lite 640T, colour",
    warnings=["attitude_convention_guessed", "no_time_zone"])

# Teal, senseFly, standard -----------------------------------------------------------------------------------------
case(
    "teal", "teal2", "angles of platform and camera to be added, as fractions; fields of view",
    with_xmp(
        exif(image("Teledyne FLIR", "Hadron 640R EO"), photo("2024:07:31 19:17:50", focal=4.8), gps(40.71, -111.89, 1320.5)),
        packet(
            attributes(
                "exif", DateTimeOriginal="2024-07-31T19:17:50.000000Z", CameraPitch="-86831/1600", CameraRoll="0/1000000",
                CameraYaw="359986359/1000000", PlatformPitch="-785007/200000", PlatformRoll="-1044397/1000000",
                PlatformYaw="31901593/100000", CameraHorizontalFOV="33993099/500000", CameraVerticalFOV="2148369/40000",
                GPSLatitude="40,42.600000N", GPSLongitude="111,53.400000W"),
            namespaces=' xmlns:exif="http://ns.adobe.com/exif/1.0/"')),
    latitude=40.71, longitude=-111.89, height=1320.5, height_datum="egm96", yaw=319.01593 + 359.986359 - 720,
    pitch=-86831 / 1600 - 785007 / 200000, roll=-1.044397, utc=1722453470, local="2024-07-31T19:17:50",
    focal_px=8 / math.tan(math.radians(33993099 / 500000 / 2)), camera_source="XMP exif:CameraHorizontalFOV", warnings=[])
case(
    "sensefly", "wing", "state of the aircraft: heights with their datum, the camera looks down from it",
    with_xmp(
        exif(image("Canon", "Canon PowerShot ELPH 300 HS"),
             photo(focal=4.3, size=(4000, 3000), extra=[
                 (0xA20E, RATIONAL, (4000000, 244)), (0xA20F, RATIONAL, (4000000, 244)), (0xA210, SHORT, 2)]),
             gps(41.037, -83.3075, 288.633, reference=None)),
        packet(attributes(
            "sensefly", AltitudeAMSL="320.493103000000019", AltitudeWGS84="288.632995600000015", Heading="238.95",
            Height="72.614471440000003", Latitude="41.037", Longitude="-83.3075", PitchAngle="0.0", RollAngle="0.0",
            UTCTime="2024-03-05T06:02:11"), namespaces=' xmlns:sensefly="http://ns.sensefly.com/sensefly/1.0/"')),
    latitude=41.037, longitude=-83.3075, height=288.6329956, height_datum="ellipsoid", relative_height=72.61447144,
    yaw=-121.05, pitch=-90, roll=0, yaw_sigma=5, utc=1709618531, local="2024-03-05T14:02:11",
    camera_source="EXIF FocalLength × FocalPlaneXResolution", focal_px=4.3 * 4000000 / 244 / 25.4 * 16 / 4000,
    warnings=["attitude_of_aircraft", "no_altitude_reference", "resized"])
case(
    "sensefly", "camera_namespace", "senseFly's own address for Camera:, and its roll the other way round",
    with_xmp(
        exif(image("senseFly", "S.O.D.A."), photo(), gps(46.5, 6.6)),
        packet(attributes("Camera", Yaw="0", Pitch="0", Roll="10"),
               namespaces=' xmlns:Camera="http://ns.sensefly.com/Camera/1.0/"'), size=(24, 16)),
    axis_ned=[0, math.sin(math.radians(10)), math.cos(math.radians(10))], camera_source="catalogue S.O.D.A.",
    warnings=["no_time_zone"])
case(
    "standard", "phone", "EXIF alone: UTC from GPS, the direction of the view, nothing about the tilt",
    jpeg((16, 12), [segment(0xE1, exif(
        image("Maker", "Model 1"), photo(f35=26),
        gps(-33.8568, 151.2153, 12.5, extra=[
            (7, RATIONAL, [(3, 1), (2, 1), (1150, 100)]), (0x1D, ASCII, "2024:03:05"), (0x10, ASCII, "T"),
            (0x11, RATIONAL, (1479, 10)), (0x1F, RATIONAL, (8, 1))])))]),
    latitude=-33.8568, longitude=151.2153, position_sigma=8 / math.sqrt(2), height=12.5, height_datum="unknown",
    heading=147.9, yaw=None, utc=1709607731.5, camera_source="EXIF FocalLengthIn35mmFilm by the mean of width and diagonal",
    focal_px=(26 / 36 * 16 + 26 / 43.2666 * 20) / 2, focal_sigma=0.04, warnings=["heading_only"])
case(
    "standard", "exif_3", "EXIF 3.0: reference 0 is the ellipsoid",
    jpeg((16, 12), [segment(0xE1, exif(
        image("Maker", "Model 1"), [(0x9000, UNDEFINED, b"0300")] + photo()[1:], gps(1, 2, 12.5)))]),
    height=12.5, height_datum="ellipsoid", warnings=["no_time_zone", "no_focal_length"])
case(
    "standard", "xmp_mirror", "no EXIF at all: the exif: namespace in degrees and minutes",
    jpeg((16, 12), [xmp_segment(packet(
        attributes("exif", GPSLatitude="0,4.216S", GPSLongitude="34,22.9162E", GPSAltitude="136169/100", GPSAltitudeRef="0",
                   DateTimeOriginal="2019-07-16T10:26:11+02:00"), namespaces=' xmlns:exif="http://ns.adobe.com/exif/1.0/"'))]),
    latitude=-4.216 / 60, longitude=34 + 22.9162 / 60, position_source="XMP exif:GPSLatitude", height=1361.69,
    local="2019-07-16T10:26:11", utc=1563265571, warnings=["no_focal_length"])
case(
    "standard", "no_gps", "an ordinary camera without a receiver",
    jpeg((24, 16), [segment(0xE1, exif(image("Canon", "Canon EOS"), photo(focal=30, extra=[
        (0x9291, ASCII, "89"), (0x9011, ASCII, "+05:30")])))]),
    latitude=None, height=None, yaw=None, local="2024-03-05T14:02:11.89", utc=1709627531.89,
    no_position="no GPS tags", warnings=["no_focal_length"])
