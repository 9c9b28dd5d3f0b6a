//! Currencies that ISO 4217 has withdrawn: old figures keep them, so they are read as any other.

/// Those whose smallest unit was the whole.
const WHOLE: &[&str] = &["ADP", "BEF", "BYB", "BYR", "ESP", "GRD", "ITL", "LUF", "MGF", "PTE", "TJR", "TPE", "TRL"];

/// Those that had hundredths.
const HUNDREDTHS: &[&str] = &[
    "AFA", "ALK", "ANG", "AOK", "AON", "AOR", "ARA", "ARP", "ATS", "AZM", "BAD", "BGL", "BOP", "BRC", "BRE", "BRN",
    "BRR", "BUK", "CSD", "CSK", "CUC", "CYP", "DDM", "DEM", "ECS", "EEK", "FIM", "FRF", "GEK", "GHC", "GQE", "GWP",
    "HRD", "HRK", "IEP", "ILP", "LTL", "LTT", "LVL", "LVR", "MLF", "MRO", "MTL", "MXP", "MZM", "NIC", "NLG", "PEI",
    "PES", "PLZ", "ROL", "RUR", "SDD", "SDP", "SIT", "SKK", "SLL", "SRG", "STD", "SUR", "TMM", "UAK", "UGS", "UYP",
    "VEB", "VEF", "XEU", "YDD", "YUD", "YUM", "YUN", "ZMK", "ZRN", "ZRZ", "ZWD", "ZWL", "ZWN", "ZWR",
];

/// A withdrawn currency by its code in capitals: the code, and how many decimals its smallest unit has.
pub(super) fn find(code: &str) -> Option<(&'static str, u32)> {
    let among = |list: &[&'static str]| list.iter().find(|known| **known == code).copied();
    among(WHOLE).map(|code| (code, 0)).or_else(|| among(HUNDREDTHS).map(|code| (code, 2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Currency, Unit};

    #[test]
    fn figures_before_the_euro_read() {
        for (code, exponent) in [("DEM", 2), ("FRF", 2), ("ITL", 0), ("TRL", 0), ("ROL", 2), ("XEU", 2), ("SUR", 2)] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!((currency.code(), currency.exponent()), (code, exponent));
        }
        let unit: Unit = "ITL billion".parse().unwrap();
        assert_eq!(unit.amount("412318.5").unwrap().minor, 412_318_500_000_000);
        assert!("XYZ".parse::<Currency>().is_err());
    }

    #[test]
    fn every_code_stands_there_once() {
        let mut all: Vec<&str> = WHOLE.iter().chain(HUNDREDTHS).copied().collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
