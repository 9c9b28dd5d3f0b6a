//! Direct investment: outward less inward, and what one partner has of a host's total.

use std::collections::BTreeMap;

use polars::prelude::{LazyFrame, col, lit};

use crate::model::schema::{CURRENCY, DIRECTION, MEASURE, PARTNER, PERIOD, VALUE_MINOR};
use crate::model::{Economy, Kind, Why};

use super::amounts::Amounts;
use super::calendar;
use super::cumulated::spans;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::Key;
use super::reduce::reduce;
use super::results::Results;
use super::runs::{figures, key, runs, texts};
use super::spans::add_up;
use super::variants::variants;

variants! {
    /// Whose point of view.
    enum Net by balance {
        Outward => "net_outward", "outward − inward", "", Prefer;
        Inward => "net_inward", "inward − outward", "", Prefer;
    }
}

/// The registry's entry for the balance.
pub const BALANCE: Metric = Metric {
    name: "investment_balance",
    title: "Investment balance",
    variants: Net::VARIANTS,
    source: "OECD Benchmark Definition of Foreign Direct Investment, 4th edition; IMF Balance of Payments Manual, 6th edition",
    notes: "Of flows, stocks and cumulated flows each by itself; announced agreements have no balance. A direction that is not \
            there is not zero (value_missing). Negative flows are disinvestment and count as they are.",
    kinds: &[Kind::Investment],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,direction,measure,period,value,unit\n\
                  KAZ,World,inward,flow,2017,4700,USD million\n\
                  KAZ,World,outward,flow,2017,-900,USD million\n",
        companions: &[],
        arguments: "investment_balance",
        result: "reporter,measure,period,metric,unit,value,why\n\
                 KAZ,flow,2017,investment_balance:net_outward,USD,-5600000000,\n",
    }],
};

variants! {
    /// Of what the share is.
    enum HostShare by host_share {
        Period => "period", "100 · x_partner / x_World", "percent of the net total", Keep;
        Cumulated => "cumulated",
            "100 · Σ x_partner / Σ x_World, flows over the span of --period or all periods",
            "percent of the net total", Keep;
    }
}

/// The registry's entry for shares.
pub const HOST_SHARE: Metric = Metric {
    name: "host_share",
    title: "Share of the host's total investment",
    variants: HostShare::VARIANTS,
    source: "UNCTAD World Investment Report, methodological note; OECD Benchmark Definition of Foreign Direct Investment, 4th edition",
    notes: "The total is the one that the source prints for World. Totals of flows are net: where some partners withdraw capital, \
            others may have more than 100 per cent, and the unit says so; a share of a total that is zero or negative says \
            nothing (no_denominator, mixed_signs). Agreements are no investment yet and have no share.",
    kinds: &[Kind::Investment],
    detail: &[PARTNER],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,direction,measure,period,value,unit\n\
                  KAZ,World,inward,flow,2017,100,USD million\n\
                  KAZ,NLD,inward,flow,2017,140,USD million\n\
                  KAZ,GBR,inward,flow,2017,-40,USD million\n",
        companions: &[],
        arguments: "host_share",
        result: "reporter,partner,direction,measure,period,metric,unit,value,why\n\
                 KAZ,GBR,inward,flow,2017,host_share:period,percent of the net total (a withdrawal),-40,\n\
                 KAZ,NLD,inward,flow,2017,host_share:period,percent of the net total (others withdrew),140,\n",
    }],
};

fn balance(frame: LazyFrame, request: &Request, net: Net) -> Result<LazyFrame, MetricError> {
    let series = request.series_besides(&[DIRECTION]);
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let sides = reduce(frame, request).filter(col(MEASURE).neq(lit("agreements")));
    let mut amounts = Amounts::new(&series);
    for run in runs(sides, &keys, &[DIRECTION])? {
        let directions: Vec<&str> = texts(&run, DIRECTION)?.iter().flatten().collect();
        let sides: BTreeMap<&str, Result<i64, Why>> = directions.into_iter().zip(figures(&run)?).collect();
        let side = |name: &str| sides.get(name).copied().unwrap_or(Err(Why::ValueMissing)).map(i128::from);
        let outward = side("outward").and_then(|outward| Ok(outward - side("inward")?));
        let amount = match net {
            Net::Outward => outward,
            Net::Inward => outward.map(|outward| -outward),
        };
        amounts.push(&key(&run, &series)?, &[], None, 1, amount);
    }
    amounts.finish(&BALANCE, request)
}

fn host_share(frame: LazyFrame, request: &Request, share: HostShare) -> Result<LazyFrame, MetricError> {
    let detailed = request.in_detail(HOST_SHARE.detail);
    let series = detailed.series();
    let made = reduce(frame, &detailed).filter(col(MEASURE).neq(lit("agreements")));
    let made = match share {
        HostShare::Period => made,
        HostShare::Cumulated => {
            let flows = made.filter(col(MEASURE).eq(lit("flow")));
            let spans = spans(request, &calendar::periods(&flows)?);
            add_up(flows, &series, |_| spans.clone(), col(VALUE_MINOR))?
        }
    };
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let mut parts: BTreeMap<Key, Result<i64, Why>> = BTreeMap::new();
    for run in runs(made, &keys, &[])? {
        parts.extend(Some((key(&run, &series)?, figures(&run)?[0])));
    }
    let mut results = Results::new(&HOST_SHARE, request, &series);
    for (key, part) in parts.iter().filter(|(key, _)| key.get(PARTNER) != Economy::WORLD) {
        let value = part.and_then(|part| percent(part, parts.get(&total(key)).copied()));
        let unit = match value {
            Ok(share) if share > 100.0 => " (others withdrew)",
            Ok(share) if share < 0.0 => " (a withdrawal)",
            _ => "",
        };
        results.push_in(key, &[], None, &format!("{}{unit}", request.variant.unit), value);
    }
    results.finish()
}

fn percent(part: i64, total: Option<Result<i64, Why>>) -> Result<f64, Why> {
    match total.unwrap_or(Err(Why::NoDenominator))? {
        0 => Err(Why::NoDenominator),
        negative if negative < 0 => Err(Why::MixedSigns),
        total => Ok(100.0 * part as f64 / total as f64),
    }
}

/// The key of the printed total that a part belongs to.
fn total(key: &Key) -> Key {
    let mut total = key.clone();
    for (name, value) in &mut total.dimensions {
        if *name == PARTNER {
            Economy::WORLD.clone_into(value);
        }
    }
    total
}
