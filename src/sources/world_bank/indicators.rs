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

pub const FIGURES: [Indicator; 14] = [
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

/// An indicator that figures are measured against.
pub struct Measure {
    pub code: &'static str,
    /// What metrics ask for it by.
    pub name: &'static str,
    pub unit: &'static str,
}

pub const MEASURES: [Measure; 14] = [
    measure("NY.GDP.MKTP.CD", "gdp", "USD"),
    measure("NY.GDP.MKTP.KD", "gdp_constant", "USD, constant prices"),
    measure("NY.GDP.MKTP.CN", "gdp_national", "national currency"),
    measure("NY.GDP.PCAP.CD", "gdp_per_head", "USD per head"),
    measure("NY.GDP.PCAP.KD", "gdp_per_head_constant", "USD per head, constant prices"),
    measure("NY.GDP.PCAP.PP.CD", "gdp_per_head_ppp", "international dollars per head"),
    measure("NY.GDP.PCAP.PP.KD", "gdp_per_head_ppp_constant", "international dollars per head, constant prices"),
    measure("NY.GDP.DEFL.ZS", "gdp_deflator", "index"),
    measure("NY.GDP.DEFL.ZS.AD", "gdp_deflator_linked", "index"),
    measure("NY.GNP.MKTP.CD", "gni", "USD"),
    measure("FP.CPI.TOTL", "consumer_prices", "index, 2010 = 100"),
    measure("FP.CPI.TOTL.ZG", "inflation", "%"),
    measure("PA.NUS.FCRF", "exchange_rate", "national currency per USD"),
    measure("SP.POP.TOTL", "population", "persons"),
];

const fn measure(code: &'static str, name: &'static str, unit: &'static str) -> Measure {
    Measure { code, name, unit }
}

/// What metrics call an indicator, and its unit: as we know them, otherwise the code itself and what stands in brackets
/// behind the title.
pub fn named(code: &str, title: &str) -> (String, String) {
    if let Some(known) = MEASURES.iter().find(|known| known.code == code) {
        return (known.name.to_owned(), known.unit.to_owned());
    }
    let bracketed = title.trim_end().strip_suffix(')').and_then(|title| Some(title.rsplit_once('(')?.1));
    (code.to_owned(), bracketed.unwrap_or_default().to_owned())
}
