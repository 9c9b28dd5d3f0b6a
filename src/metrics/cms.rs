//! Constant market share: a change of exports, split into what markets did and what the exporter did.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, LazyFrame, PolarsError};

use crate::model::schema::{CURRENCY, PARTNER, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, REPORTER};
use crate::model::{Kind, Period, Why};

use super::amounts::{Amounts, nearest};
use super::calendar::equally_long;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::Key;
use super::reduce::reduce;
use super::runs::{figures, key, runs, texts};
use super::variants::variants;

variants! {
    /// What a change is split into.
    enum Effect by plan {
        Total => "total",
            "Σ_ij x_ij,t − Σ_ij x_ij,b over products i and destinations j, b a year before, or --base",
            "", Parts;
        MarketSize => "market_size", "Σ r x_ij,b, r the growth of all listed reporters' trade together", "", Parts;
        Product => "product", "Σ (r_i − r) x_ij,b, r_i their growth in product i", "", Parts;
        Destination => "destination",
            "Σ (r_ij − r_i) x_ij,b, r_ij their growth in product i to destination j",
            "", Parts;
        Competitiveness => "competitiveness",
            "Σ (x_ij,t − x_ij,b − r_ij x_ij,b): what is not explained by markets",
            "", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "cms",
    title: "Constant market share decomposition",
    variants: Effect::VARIANTS,
    source: "Leamer and Stern, Quantitative International Economics, 1970, chapter 7; Richardson, Constant-market-shares analysis of \
             export growth, Journal of International Economics 1, 1971",
    notes: "The world is the listed reporters together, the one that is looked at among them. Each cell is split into whole \
            smallest units, and the four effects add up to total exactly. A cell that is not listed is no trade. A reporter \
            with a figure that is confidential, missing or negative in one of the periods has no decomposition; the cell is \
            left out of the sums of the others. One reporter alone has no world (one_reporter). Ask for all with cms:all.",
    kinds: &[Kind::Trade],
    detail: &[PARTNER, PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,ITA,export,2709,2016,100,USD\n\
                  KAZ,CHN,export,7403,2016,100,USD\n\
                  AZE,ITA,export,2709,2016,200,USD\n\
                  AZE,CHN,export,2709,2016,100,USD\n\
                  KAZ,ITA,export,2709,2017,150,USD\n\
                  KAZ,CHN,export,7403,2017,130,USD\n\
                  AZE,ITA,export,2709,2017,240,USD\n\
                  AZE,CHN,export,2709,2017,130,USD\n",
        companions: &[],
        arguments: "cms:product --period 2017 --where reporter=KAZ --where reporter=AZE",
        // r = 30 %, oil 400 → 520 and copper 100 → 130 both 30 %: products make no difference.
        result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                 AZE,export,2017,2016,cms:product,USD,0,\n\
                 KAZ,export,2017,2016,cms:product,USD,0,\n",
    }],
};

/// The figures of one flow, currency and period, by destination and product, then by reporter.
#[derive(Default)]
struct Markets {
    key: Option<Key>,
    cells: Cells,
}

/// By destination and product, then by reporter.
type Cells = BTreeMap<(String, String), BTreeMap<String, Result<i64, Why>>>;

fn plan(frame: LazyFrame, request: &Request, effect: Effect) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let group = request.series_besides(&[REPORTER, PARTNER, PRODUCT]);
    let detailed = request.in_detail(METRIC.detail);
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY]).collect();
    let order = [PERIOD_START, PERIOD_END, REPORTER, PARTNER, PRODUCT];
    let mut amounts = Amounts::new(&series);
    for run in runs(reduce(frame, &detailed), &keys, &order)? {
        let periods = by_period(&run, &group)?;
        for (period, now) in &periods {
            let base = match request.base {
                Some(base) if base >= *period => continue,
                Some(base) => base,
                None => period.same_a_year_earlier(),
            };
            let Some(key) = &now.key else { continue };
            let before = periods.get(&base);
            for ((reporter, told), effects) in decompose(before, now, &series) {
                let labels: Vec<(&str, &str)> = [(REPORTER, reporter.as_str())]
                    .into_iter()
                    .chain(told.iter().map(|(name, label)| (*name, label.as_str())))
                    .collect();
                let comparable = if equally_long(period, &base) { Ok(()) } else { Err(Why::NotLikeForLike) };
                let amount = comparable.and(effects).map(|effects| effects.of(effect));
                amounts.push(key, &labels, Some(&base.to_string()), 1, amount);
            }
        }
    }
    amounts.finish(&METRIC, request)
}

fn by_period(run: &DataFrame, group: &[&'static str]) -> Result<BTreeMap<Period, Markets>, PolarsError> {
    let [periods, reporters, partners, products] = [PERIOD, REPORTER, PARTNER, PRODUCT].map(|name| texts(run, name));
    let (periods, reporters, partners, products) = (periods?, reporters?, partners?, products?);
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let mut markets: BTreeMap<Period, Markets> = BTreeMap::new();
    for (row, figure) in figures(run)?.into_iter().enumerate() {
        let Some(period) = periods.get(row).and_then(|text| text.parse().ok()) else { continue };
        let of_period = markets.entry(period).or_default();
        if of_period.key.is_none() {
            of_period.key = Some(key(&run.slice(row as i64, 1), group)?);
        }
        let figure = figure.and_then(|figure| if figure < 0 { Err(Why::MixedSigns) } else { Ok(figure) });
        let cell = of_period.cells.entry((owned(partners.get(row)), owned(products.get(row)))).or_default();
        cell.insert(owned(reporters.get(row)), figure);
    }
    Ok(markets)
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Effects {
    market_size: i128,
    product: i128,
    destination: i128,
    competitiveness: i128,
}

impl Effects {
    fn of(self, effect: Effect) -> i128 {
        match effect {
            Effect::Total => self.market_size + self.product + self.destination + self.competitiveness,
            Effect::MarketSize => self.market_size,
            Effect::Product => self.product,
            Effect::Destination => self.destination,
            Effect::Competitiveness => self.competitiveness,
        }
    }

    /// One cell: every effect is what one more detailed growth explains beyond the one before it.
    fn add(&mut self, before: i64, now: i64, growths: [Growth; 3]) {
        let [world, product, market] = growths.map(|growth| growth.of(before));
        self.market_size += world;
        self.product += product - world;
        self.destination += market - product;
        self.competitiveness += i128::from(now) - i128::from(before) - market;
    }
}

/// Two sums, before and now.
#[derive(Debug, Clone, Copy, Default)]
struct Growth(i128, i128);

impl Growth {
    fn add(&mut self, (before, now): (i64, i64)) {
        self.0 += i128::from(before);
        self.1 += i128::from(now);
    }

    /// What a figure would have grown by; where nothing was traded before, no figure is there to grow.
    fn of(self, figure: i64) -> i128 {
        if self.0 == 0 { 0 } else { nearest(i128::from(figure) * (self.1 - self.0), self.0) }
    }
}

/// A reporter, and the destination or product where the result tells them apart.
type Told = (String, Vec<(&'static str, String)>);

/// Two periods of one flow.
struct Change<'m> {
    before: &'m Cells,
    now: &'m Cells,
}

/// The growths of the world: of all, of products, of products in destinations.
#[derive(Default)]
struct World<'m> {
    all: Growth,
    products: BTreeMap<&'m str, Growth>,
    markets: BTreeMap<&'m (String, String), Growth>,
}

impl<'m> Change<'m> {
    fn cells(&self) -> BTreeSet<&'m (String, String)> {
        self.before.keys().chain(self.now.keys()).collect()
    }

    /// Whoever trades in a cell in one of the periods.
    fn reporters(&self, cell: &(String, String)) -> BTreeSet<&'m String> {
        [self.before, self.now].into_iter().filter_map(|cells| cells.get(cell)).flat_map(BTreeMap::keys).collect()
    }

    fn figures(&self, cell: &(String, String), reporter: &String) -> Result<(i64, i64), Why> {
        Ok((figure(self.before, cell, reporter)?, figure(self.now, cell, reporter)?))
    }

    /// Whether the cell is known of every reporter.
    fn is_known(&self, cell: &(String, String)) -> bool {
        [self.before, self.now].iter().all(|cells| cells.get(cell).is_none_or(|of| of.values().all(Result::is_ok)))
    }

    /// The sums over the cells that are known.
    fn world(&self) -> World<'m> {
        let mut world = World::default();
        for cell in self.cells().into_iter().filter(|cell| self.is_known(cell)) {
            for figures in self.reporters(cell).into_iter().filter_map(|reporter| self.figures(cell, reporter).ok()) {
                world.all.add(figures);
                world.products.entry(cell.1.as_str()).or_default().add(figures);
                world.markets.entry(cell).or_default().add(figures);
            }
        }
        world
    }
}

fn decompose(before: Option<&Markets>, now: &Markets, series: &[&'static str]) -> BTreeMap<Told, Result<Effects, Why>> {
    let nothing = Cells::new();
    let change = Change { before: before.map_or(&nothing, |markets| &markets.cells), now: &now.cells };
    let world = change.world();
    let cells = change.cells();
    let alone = cells.iter().flat_map(|cell| change.reporters(cell)).collect::<BTreeSet<_>>().len() < 2;
    let mut effects: BTreeMap<Told, Result<Effects, Why>> = BTreeMap::new();
    for cell in cells {
        let of = |growth: Option<&Growth>| growth.copied().unwrap_or_default();
        let growths = [world.all, of(world.products.get(cell.1.as_str())), of(world.markets.get(cell))];
        let is_known = change.is_known(cell);
        for reporter in change.reporters(cell) {
            let sum = effects.entry(told(reporter, cell, series)).or_insert(match before {
                _ if alone => Err(Why::OneReporter),
                None => Err(Why::BaseMissing),
                Some(_) => Ok(Effects::default()),
            });
            match (change.figures(cell, reporter), sum.as_mut()) {
                // A cell that is left out because of another reporter's figure explains nothing and counts for nothing.
                (Ok((before, now)), Ok(sum)) if is_known => sum.add(before, now, growths),
                (Err(why), Ok(_)) => *sum = Err(why),
                _ => {}
            }
        }
    }
    effects
}

/// What is not listed is not traded.
fn figure(cells: &Cells, cell: &(String, String), reporter: &String) -> Result<i64, Why> {
    cells.get(cell).and_then(|of| of.get(reporter)).copied().unwrap_or(Ok(0))
}

fn told(reporter: &str, cell: &(String, String), series: &[&'static str]) -> Told {
    let label = |name: &&'static str| match *name {
        PARTNER => Some((PARTNER, cell.0.clone())),
        PRODUCT => Some((PRODUCT, cell.1.clone())),
        _ => None,
    };
    (reporter.to_owned(), series.iter().filter_map(label).collect())
}
