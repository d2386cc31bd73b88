"""The tables in the programs that planners open them with."""
import csv
import datetime
import pathlib
import re
import shutil
import subprocess
import sys

from hostile import ASSET, STEERING, flight_files


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def no_formula():
    """No cell of the CSV begins as a calculation does, none steers, and the photos are there."""
    table = rows("e.csv")
    assert len(table) > 1 and all(len(row) == len(table[0]) for row in table)
    for cell in (c for row in table for c in row):
        if re.match(r"\s*[=+@＝＋－＠\t\r-]", cell):
            float(cell)
        assert not STEERING.search(cell), repr(cell)
    named = {row[table[0].index("best_photo")].removeprefix("'") for row in table[1:]}
    assert named <= set(flight_files()), named - set(flight_files())
    assert sum(name not in ("STREET_0001.JPG", "STREET_0006.JPG") for name in named) >= 3, named


def frictionless():
    import frictionless as reader
    shutil.copy("e.csv", "orders.csv")
    report = reader.validate("orders.csv")
    assert report.valid, report.flatten(["rowNumber", "note"])


def cells(path):
    """Returns the value, the kind and the number format of every cell of every sheet."""
    import openpyxl
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [[(c.value, c.data_type, c.number_format) for c in row] for row in sheet.iter_rows()]
        for sheet in book
    }


def same(text, value):
    """Tells whether a cell of a workbook says what a cell of the CSV says."""
    if value is None or isinstance(value, str):
        return (value or "") == text
    if isinstance(value, datetime.datetime):
        # A workbook has no zones: it shows the local time of the photo.
        return abs(datetime.datetime.fromisoformat(text).replace(tzinfo=None) - value) < datetime.timedelta(seconds=1)
    # A number that lost its zeros is another identifier.
    return re.fullmatch(r"-?(0|[1-9][0-9]*)([.][0-9]+)?", text) is not None and float(text) == value


def compare(table, sheet, name):
    assert len(sheet) == len(table), (name, len(sheet), len(table))
    for expected, found in zip(table, sheet):
        found = found + [(None, "n", "")] * (len(expected) - len(found))
        for header, text, (value, kind, _) in zip(table[0], expected, found):
            assert kind != "f", (name, header, value)
            # A CSV cannot say that 0071 is a text: LibreOffice, like others, makes 71 of it, which is why there is XLSX.
            if name.startswith("CSV") and header == "asset":
                assert (text, value) in (("asset", "asset"), (ASSET, int(ASSET))), (text, value)
                continue
            assert same(text, value), (name, header, text, value)


def workbook():
    """openpyxl: typed cells, the same as the CSV says, no formula, the header in view, a sheet a group."""
    import openpyxl
    sheet = openpyxl.load_workbook("raw.xlsx").active
    assert sheet.freeze_panes == "A2"
    found = next(iter(cells("raw.xlsx").values()))
    compare(rows("raw.csv"), found, "raw.xlsx")
    assert (ASSET, "s") in {cell[:2] for row in next(iter(cells("e.xlsx").values())) for cell in row}
    kinds = {type(value) for row in found[1:] for value, _, _ in row}
    assert {str, float, datetime.datetime} <= kinds, kinds
    for path in ("e.xlsx", "g.xlsx"):
        for row in (row for sheet in cells(path).values() for row in sheet):
            assert not [c for c in row if c[1] == "f" or STEERING.search(str(c[0]))], row
    assert len(cells("g.xlsx")) == 2


def office(kind, *files, options=()):
    """Lets LibreOffice save files as another kind; returns the folder with what it wrote."""
    folder = pathlib.Path(f"office-{kind.split(':')[0]}-{pathlib.Path(files[0]).suffix[1:]}")
    profile = pathlib.Path("office-profile").resolve().as_uri()
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", kind, *options,
         "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=240)
    for file in files:
        assert (folder / pathlib.Path(file).with_suffix("." + kind.split(":")[0]).name).exists(), (kind, file)
    return folder


def libreoffice():
    """LibreOffice: every cell of CSV and workbook as written, opened, saved, and opened again; nothing calculated."""
    table = rows("e.csv")
    shutil.copy("e.csv", "orders.csv")
    # Twice: as its dialog is set at first, and with every kind of number looked for, as in many offices.
    for detect in ("false", "true"):
        opened = office("xlsx", "orders.csv", options=[f"--infilter=CSV:44,34,76,1,,0,false,{detect}"])
        sheet = next(iter(cells(opened / "orders.xlsx").values()))
        if detect == "false":
            compare(table, sheet, "CSV in LibreOffice")
        else:
            unlike = [(text, v) for a, b in zip(table, sheet) for text, (v, kind, _) in zip(a, b)
                      if kind == "f" or not same_guess(text, v) and text != ASSET]
            assert not unlike, unlike[:5]
    books = ["e.xlsx", "g.xlsx", "raw.xlsx"]
    sheets = office("ods", *books)
    saved = office("xlsx", *(sheets / pathlib.Path(book).with_suffix(".ods").name for book in books))
    for book in books:
        for (title, before), (other, after) in zip(cells(book).items(), cells(saved / book).items(), strict=True):
            assert title == other
            for one, two in zip(before, after, strict=True):
                for (a, kind, form), (b, again, as_) in zip(one, two):
                    assert again != "f" and (a == b or type(a) is datetime.datetime and abs(a - b).seconds < 1), (book, a, b)
                    assert a is None or kind == again and form == as_, (book, a, kind, form, again, as_)
    shown = office("pdf", *books)
    for book in books:
        text = subprocess.run(["pdftotext", "-layout", str(shown / pathlib.Path(book).with_suffix(".pdf").name), "-"],
                              capture_output=True, check=True, text=True).stdout
        # A column that is too narrow for its number shows hashes, a formula gone wrong its error.
        assert "###" not in text and "Err:" not in text and "#NAME" not in text, book
        assert len(text) > 1000


def same_guess(text, value):
    """Tells whether a cell says the same although LibreOffice may have made a time of a time."""
    if isinstance(value, (datetime.datetime, datetime.time, datetime.date)):
        return value.isoformat()[:10] == text[:10]
    return same(text, value)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
