//! Units, magnitudes and currencies.

use super::{Case, figures, hold};

#[test]
fn currencies_by_sign_code_and_word() {
    const CASES: &[Case] = &[
        ("US$5.2bn", &["5200000000 ±100000000 USD"]),
        ("USD 5.2bn", &["5200000000 ±100000000 USD"]),
        ("USD5.2bn", &["5200000000 ±100000000 USD"]),
        ("U.S. $5.2 billion", &["5200000000 ±100000000 USD"]),
        ("5.2 billion U.S. dollars", &["5200000000 ±100000000 USD"]),
        ("5.2 billion US dollars", &["5200000000 ±100000000 USD"]),
        ("5.2 bln dollars", &["5200000000 ±100000000 USD"]),
        ("$5.2b", &["5200000000 ±100000000 USD"]),
        ("$5.2 bn", &["5200000000 ±100000000 USD"]),
        ("$5.2 B", &["5200000000 ±100000000 USD"]),
        ("$5.2 Bn", &["5200000000 ±100000000 USD"]),
        ("$5.2 Billion", &["5200000000 ±100000000 USD"]),
        ("$5.2tn", &["5200000000000 ±100000000000 USD"]),
        ("$5.2 trillion", &["5200000000000 ±100000000000 USD"]),
        ("$5.2-billion", &["5200000000 ±100000000 USD"]),
        ("a $5.2-billion deal", &["5200000000 ±100000000 USD"]),
        ("$500k", &["500000 ±1000 USD"]),
        ("$500 thousand", &["500000 ±1000 USD"]),
        ("£5.2m", &["5200000 ±100000 GBP"]),
        ("€5.2 m", &["5200000 ±100000 EUR"]),
        ("5.2 million €", &["5200000 ±100000 EUR"]),
        ("5.2 million EUR", &["5200000 ±100000 EUR"]),
        ("EUR 5.2 million", &["5200000 ±100000 EUR"]),
        ("A$5.2 million", &["5200000 ±100000 AUD"]),
        ("C$5.2 million", &["5200000 ±100000 CAD"]),
        ("NZ$5.2 million", &["5200000 ±100000 NZD"]),
        ("HK$5.2 million", &["5200000 ±100000 HKD"]),
        ("R$5.2 million", &["5200000 ±100000 BRL"]),
        ("R5.2 billion", &["5200000000 ±100000000 ZAR"]),
        ("¥5.2 trillion", &["5200000000000 ±100000000000 JPY"]),
        ("₦4,021.4 billion", &["4021400000000 ±100000000 NGN"]),
        ("N4.02 trillion", &["4020000000000 ±10000000000 NGN"]),
        ("KSh5.6 billion", &["5600000000 ±100000000 KES"]),
        ("Sh5.60 billion", &["5600000000 ±10000000 KES"]),
        ("5.2 billion yuan", &["5200000000 ±100000000 CNY"]),
        ("RMB5.2 billion", &["5200000000 ±100000000 CNY"]),
        ("RMB 5.2 billion", &["5200000000 ±100000000 CNY"]),
        ("5.2 billion tenge", &["5200000000 ±100000000 KZT"]),
        ("5.2 billion rubles", &["5200000000 ±100000000 RUB"]),
        ("5.2 billion pounds", &["5200000000 ±100000000 GBP"]),
        ("5.2 billion Swiss francs", &["5200000000 ±100000000 CHF"]),
        ("5.2 billion Canadian dollars", &["5200000000 ±100000000 CAD"]),
        ("5.2 billion Australian dollars", &["5200000000 ±100000000 AUD"]),
        ("5.2 billion Hong Kong dollars", &["5200000000 ±100000000 HKD"]),
        ("PKR 5.2 billion", &["5200000000 ±100000000 PKR"]),
        ("Rs. 5.2 billion", &["5200000000 ±100000000 INR"]),
        ("Rs5,200 crore", &["52000000000 ±10000000 INR"]),
        ("5.2 million", &["5200000 ±100000 number"]),
    ];
    hold(CASES, figures);
}

#[test]
fn percentages_points_and_multiples() {
    const CASES: &[Case] = &[
        ("by 21 per cent", &["21 ±1 percent"]),
        ("by 21 percent", &["21 ±1 percent"]),
        ("by 21%", &["21 ±1 percent"]),
        ("by 21 %", &["21 ±1 percent"]),
        ("by 21\u{a0}%", &["21 ±1 percent"]),
        ("by 25.51pc", &["25.51 ±0.01 percent"]),
        ("by 25.5 p.c.", &["25.5 ±0.1 percent"]),
        ("by 25.5 pct", &["25.5 ±0.1 percent"]),
        ("a 5.5-per-cent rise", &["5.5 ±0.1 percent"]),
        ("a 5.5-percent rise", &["5.5 ±0.1 percent"]),
        ("by 3 percentage points", &["3 ±1 percentage_point"]),
        ("by 3 percent points", &["3 ±1 percentage_point"]),
        ("by 3% points", &["3 ±1 percentage_point"]),
        ("by 3.5 pp", &["3.5 ±0.1 percentage_point"]),
        ("by 3.5pp", &["3.5 ±0.1 percentage_point"]),
        ("by 3.5 p.p.", &["3.5 ±0.1 percentage_point"]),
        ("by one percentage point", &["1 ±1 percentage_point"]),
        ("by 25 basis points", &["25 ±1 basis_point"]),
        ("by 25bp", &["25 ±1 basis_point"]),
        ("by 25 bps", &["25 ±1 basis_point"]),
        ("2.5 times", &["2.5 ±0.1 multiple"]),
        ("2.5x", &["2.5 ±0.1 multiple"]),
        ("three times the level", &["3 ±1 multiple"]),
        ("three times higher than", &["3 ±1 multiple"]),
        ("2.5-fold", &["2.5 ±0.1 multiple"]),
        ("went there nine times before", &["9 count"]),
    ];
    hold(CASES, figures);
}

#[test]
fn weights_and_counts() {
    const CASES: &[Case] = &[
        ("408,000 tonnes", &["408000 ±1 weight"]),
        ("4.5 million tonnes", &["4500000 ±100000 weight"]),
        ("4.5 mln tons", &["4500000 ±100000 weight"]),
        ("4.5 million metric tons", &["4500000 ±100000 weight"]),
        ("4.5Mt", &["4500000 ±100000 weight"]),
        ("450 kg", &["450 ±1 weight"]),
        ("450kg", &["450 ±1 weight"]),
        ("2.1 million barrels per day", &["2100000 ±100000 weight"]),
        ("2.1 million bpd", &["2100000 ±100000 weight"]),
        ("2.1 million bushels", &["2100000 ±100000 weight"]),
        ("2.1 million TEU", &["2100000 ±100000 weight"]),
        ("2.1 million TEUs", &["2100000 ±100000 weight"]),
        ("2.1 billion cubic metres", &["2100000000 ±100000000 weight"]),
        ("21 companies", &["21 count"]),
        ("3.4 million containers", &["3400000 ±100000 number"]),
    ];
    hold(CASES, figures);
}
