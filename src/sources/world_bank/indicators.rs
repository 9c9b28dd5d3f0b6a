//! Indicators of the World Bank: those that are figures of trade or direct investment, and those that are measured
//! against them.

use crate::model::{Kind, Product};

/// What an indicator counts, as the dimensions after reporter and partner.
pub struct Indicator {
    pub code: &'static str,
    pub kind: Kind,
    /// Flow and product, or direction and measure.
    pub dimensions: [&'static str; 2],
    pub meaning: &'static str,
    /// `fob` or `cif`; blank where the indicator does not say it.
    pub valuation: &'static str,
}

const BOTH: &str = Product::GOODS_AND_SERVICES;
const GOODS: &str = Product::GOODS;
const SERVICES: &str = Product::SERVICES;
const NATIONAL: &str = "goods and services, national accounts";
const PAYMENTS: &str = "goods and services, balance of payments";

const FIGURES: [Indicator; 14] = [
    trade("NE.EXP.GNFS.CD", "export", BOTH, NATIONAL, ""),
    trade("NE.IMP.GNFS.CD", "import", BOTH, NATIONAL, ""),
    trade("BX.GSR.GNFS.CD", "export", BOTH, PAYMENTS, ""),
    trade("BM.GSR.GNFS.CD", "import", BOTH, PAYMENTS, ""),
    trade("BX.GSR.MRCH.CD", "export", GOODS, "goods, balance of payments", "fob"),
    trade("BM.GSR.MRCH.CD", "import", GOODS, "goods, balance of payments", "fob"),
    trade("BX.GSR.NFSV.CD", "export", SERVICES, "services, balance of payments", ""),
    trade("BM.GSR.NFSV.CD", "import", SERVICES, "services, balance of payments", ""),
    trade("TX.VAL.MRCH.CD.WT", "export", GOODS, "merchandise trade", "fob"),
    trade("TM.VAL.MRCH.CD.WT", "import", GOODS, "merchandise trade", "cif"),
    trade("TX.VAL.SERV.CD.WT", "export", SERVICES, "commercial services", ""),
    trade("TM.VAL.SERV.CD.WT", "import", SERVICES, "commercial services", ""),
    investment("BX.KLT.DINV.CD.WD", "inward", "net inflows of direct investment, balance of payments"),
    investment("BM.KLT.DINV.CD.WD", "outward", "net outflows of direct investment, balance of payments"),
];

const fn trade(
    code: &'static str,
    flow: &'static str,
    product: &'static str,
    meaning: &'static str,
    valuation: &'static str,
) -> Indicator {
    Indicator { code, kind: Kind::Trade, dimensions: [flow, product], meaning, valuation }
}

const fn investment(code: &'static str, direction: &'static str, meaning: &'static str) -> Indicator {
    Indicator { code, kind: Kind::Investment, dimensions: [direction, "flow"], meaning, valuation: "" }
}

/// What an indicator counts; `None` where it is no figure of trade or direct investment in US dollars.
pub fn figure(code: &str) -> Option<&'static Indicator> {
    FIGURES.iter().find(|known| known.code == code)
}

/// Indicators that figures are often measured against, and their units.
const COMPANIONS: [(&str, &str); 14] = [
    ("NY.GDP.MKTP.CD", "USD"),
    ("NY.GDP.MKTP.KD", "USD, constant prices"),
    ("NY.GDP.MKTP.CN", "national currency"),
    ("NY.GDP.PCAP.CD", "USD a head"),
    ("NY.GDP.PCAP.KD", "USD a head, constant prices"),
    ("NY.GDP.PCAP.PP.CD", "international dollars a head"),
    ("NY.GDP.PCAP.PP.KD", "international dollars a head, constant prices"),
    ("NY.GDP.DEFL.ZS", "index"),
    ("NY.GDP.DEFL.ZS.AD", "index"),
    ("NY.GNP.MKTP.CD", "USD"),
    ("FP.CPI.TOTL", "index, 2010 = 100"),
    ("FP.CPI.TOTL.ZG", "%"),
    ("PA.NUS.FCRF", "national currency a USD"),
    ("SP.POP.TOTL", "persons"),
];

/// The unit of an indicator that is no figure of trade: as we know it, otherwise what stands in brackets behind its
/// title.
pub fn unit(code: &str, title: &str) -> String {
    let known = COMPANIONS.iter().find(|known| known.0 == code).map(|known| known.1);
    let bracketed = title.trim_end().strip_suffix(')').and_then(|title| Some(title.rsplit_once('(')?.1));
    known.or(bracketed).unwrap_or_default().to_owned()
}
