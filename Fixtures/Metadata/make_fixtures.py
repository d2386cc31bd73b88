"""Makes the photos in the folders beside this file, each with what must be read from it.

    python3 Fixtures/Metadata/make_fixtures.py

Every photo is a few kilobytes: a grey picture under the headers in question. The expectation of `dji/rtk.jpg` is
`dji/rtk.json`; a key that is missing is not checked, `null` means that there must be no value, and `warnings` is the
complete list of codes. The same input gives the same bytes.
"""

import json
import pathlib
import shutil

import cases_makers
import cases_malformed

HERE = pathlib.Path(__file__).parent


def main():
    seen = set()
    for case in cases_makers.CASES + cases_malformed.CASES:
        folder = HERE / case["folder"]
        if case["folder"] not in seen:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            seen.add(case["folder"])
        assert not (folder / (case["name"] + ".jpg")).exists(), case["name"]
        (folder / (case["name"] + ".jpg")).write_bytes(case["bytes"])
        text = json.dumps({"proves": case["proves"], **case["expect"]}, indent=2, ensure_ascii=False)
        (folder / (case["name"] + ".json")).write_text(text + "\n")


if __name__ == "__main__":
    main()
