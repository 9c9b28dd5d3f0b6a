"""Makes the two faces the charts are set in from Inter (SIL Open Font License 1.1).

    pip install fonttools
    python make.py /usr/share/fonts/opentype/inter .

What changes, and why the family is renamed (a modified version must not pass for the original):
  * subset to Latin, Greek, Cyrillic, punctuation, currencies, arrows and operators: a tenth of the size;
  * the tabular digits become the digits, because resvg ignores `font-feature-settings` and columns of figures must align;
  * contextual alternates go, because they replace typed characters (`->`, `2x4`) by others;
  * no clock and no checksum seed enters the file: the same source gives the same bytes.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Tradeproof Sans"
STYLES = {"Regular": 400, "SemiBold": 600}
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2FF), (0x300, 0x304), (0x306, 0x30C), (0x326, 0x328),
    (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x2126), (0x2190, 0x2199), (0x2200, 0x2265), (0x25A0, 0x25CF),
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def tabular_digits(font):
    """Maps 0–9 to the glyphs that the `tnum` feature would choose."""
    table = font["GSUB"].table
    chosen = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[index].SubTable:
                chosen.update(getattr(sub, "ExtSubTable", sub).mapping)
    for sub in font["cmap"].tables:
        if not sub.isUnicode():
            continue
        for code in range(ord("0"), ord("9") + 1):
            if code in sub.cmap:
                sub.cmap[code] = chosen.get(sub.cmap[code], sub.cmap[code])


def level(font):
    """Gives all digits the advance of the widest; interpolated weights differ by a unit or two."""
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    digits = [cmap[code] for code in range(ord("0"), ord("9") + 1)]
    widest = max(metrics[glyph][0] for glyph in digits)
    for glyph in digits:
        metrics[glyph] = (widest, metrics[glyph][1])


def rename(font, style):
    """Names the face; the copyright and licence records of the source stay."""
    name = font["name"]
    keep = {record.nameID: str(record) for record in name.names if record.nameID in (0, 13, 14)}
    name.names = []
    plain = style == "Regular"
    records = {
        **keep,
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: "Regular",
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        5: "Version 1.0; made from Inter by make.py",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    if not plain:
        records |= {16: FAMILY, 17: style}
    for number, text in records.items():
        name.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = STYLES[style]
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [records[6]]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName, top.Weight = records[4], FAMILY, style
        top.rawDict.pop("Notice", None)


def make(source, target, style):
    font = TTFont(source / f"Inter-{style}.otf", recalcTimestamp=False)
    tabular_digits(font)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG"]
    subsetter = subset.Subsetter(options)
    wanted = [code for low, high in RANGES for code in range(low, high + 1)]
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    level(font)
    rename(font, style)
    font["head"].modified = font["head"].created
    path = target / f"TradeproofSans-{style}.otf"
    font.save(path)
    print(path.name, path.stat().st_size, "bytes", len(font.getBestCmap()), "characters")


if __name__ == "__main__":
    for style in STYLES:
        make(Path(sys.argv[1]), Path(sys.argv[2]), style)
