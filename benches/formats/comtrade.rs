//! Rows in the layout of UN Comtrade's API: 47 columns, World and totals beside their parts. The same rows every time.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

const HEADER: &str = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,\
    flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,\
    classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,\
    motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,\
    netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,\
    isAggregate";

/// Economies by number, letters and name.
const ECONOMIES: [(u16, &str, &str); 40] = [
    (36, "AUS", "Australia"),
    (40, "AUT", "Austria"),
    (56, "BEL", "Belgium"),
    (76, "BRA", "Brazil"),
    (124, "CAN", "Canada"),
    (152, "CHL", "Chile"),
    (156, "CHN", "China"),
    (170, "COL", "Colombia"),
    (203, "CZE", "Czechia"),
    (208, "DNK", "Denmark"),
    (246, "FIN", "Finland"),
    (251, "FRA", "France"),
    (276, "DEU", "Germany"),
    (300, "GRC", "Greece"),
    (348, "HUN", "Hungary"),
    (360, "IDN", "Indonesia"),
    (372, "IRL", "Ireland"),
    (376, "ISR", "Israel"),
    (381, "ITA", "Italy"),
    (392, "JPN", "Japan"),
    (398, "KAZ", "Kazakhstan"),
    (410, "KOR", "Rep. of Korea"),
    (458, "MYS", "Malaysia"),
    (484, "MEX", "Mexico"),
    (516, "NAM", "Namibia"),
    (528, "NLD", "Netherlands"),
    (554, "NZL", "New Zealand"),
    (579, "NOR", "Norway"),
    (604, "PER", "Peru"),
    (608, "PHL", "Philippines"),
    (616, "POL", "Poland"),
    (620, "PRT", "Portugal"),
    (642, "ROU", "Romania"),
    (702, "SGP", "Singapore"),
    (710, "ZAF", "South Africa"),
    (724, "ESP", "Spain"),
    (752, "SWE", "Sweden"),
    (757, "CHE", "Switzerland"),
    (826, "GBR", "United Kingdom"),
    (842, "USA", "USA"),
];

/// Writes a file of so many rows: for every year, reporter, flow and product a row of World, then its partners.
pub fn write(path: &Path, rows: usize) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "{HEADER}")?;
    let mut random = Random(20_261_201);
    let mut written = 0;
    for product in 0.. {
        for year in [2021, 2022, 2023] {
            for reporter in ECONOMIES {
                for (flow, name) in [("X", "Export"), ("M", "Import")] {
                    for partner in std::iter::once((0, "W00", "World")).chain(ECONOMIES) {
                        if partner.0 == reporter.0 {
                            continue;
                        }
                        if written == rows {
                            return file.flush();
                        }
                        let code = 10_121 + product * 170 % 960_000;
                        let (value, weight) = (random.skewed(), random.skewed());
                        let (cif, fob) =
                            if flow == "M" { (money(value), String::new()) } else { (String::new(), money(value)) };
                        writeln!(
                            file,
                            "C,A,{year}0101,{year},52,{year},{},{},{},{flow},{name},{},{},{},0,W00,World,H6,HS,true,{code:06},\
                             Goods under {code:06},6,true,C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,{weight}.0,false,-1,N/A,,false,\
                             {weight}.0,false,,false,{cif},{fob},{},0,true,false",
                            reporter.0,
                            reporter.1,
                            reporter.2,
                            partner.0,
                            partner.1,
                            partner.2,
                            money(value)
                        )?;
                        written += 1;
                    }
                }
            }
        }
    }
    file.flush()
}

/// Thousandths as a decimal without zeros at its end, as the API prints floats.
fn money(thousandths: u64) -> String {
    (thousandths as f64 / 1000.0).to_string()
}

/// A linear congruential generator (Knuth's MMIX), good enough to spread digits.
struct Random(u64);

impl Random {
    /// Small numbers more often than large ones.
    fn skewed(&mut self) -> u64 {
        let mut next = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 33
        };
        let digits = next() % 9;
        next() % 10_u64.pow(digits as u32 + 1)
    }
}
