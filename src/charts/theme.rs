//! Colours and sizes: four hues and grey, one shade to fill with and one to write with, light and dark.

use plotters::style::RGBColor;

/// What a colour is for. A mark is given a tone; a [`Theme`] says which colour that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    Canvas,
    Text,
    Muted,
    Grid,
    /// Area of a bar, stroke of a line.
    Fill(Hue),
    /// Words that name a series.
    Ink(Hue),
    /// Area of what is not highlighted, ground of a hatch.
    Soft(Hue),
    /// Words on a [`Tone::Fill`].
    On(Hue),
    /// Cell of a heat map, from −`HEATS` to `HEATS`; zero is next to the canvas.
    Heat(i8),
    /// Words on the darker half of the heats; on the others [`Tone::Text`] is read.
    OnHeat,
}

/// Shades of a heat map either side of zero.
pub const HEATS: i8 = 4;

/// The hues in the order that series take them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hue {
    Blue,
    Orange,
    Green,
    Gold,
    Grey,
}

impl Hue {
    /// Four hues and grey.
    pub const ALL: [Self; 5] = [Self::Blue, Self::Orange, Self::Green, Self::Gold, Self::Grey];
}

/// A light or a dark page, or paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// Black on white; fills differ in lightness, so that they stay apart on a grey printer.
    Print,
}

/// One hue in one theme: fill, ink, soft, on.
type Shades = [u32; 4];

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// The colour of a tone.
    #[must_use]
    pub fn color(self, tone: Tone) -> RGBColor {
        let [canvas, text, muted, grid] = match self {
            Self::Light => [0xff_ffff, 0x1d_2733, 0x55_606d, 0xdd_e1e6],
            Self::Dark => [0x16_1b22, 0xe9_edf2, 0xa3_adb9, 0x36_3e49],
            Self::Print => [0xff_ffff, 0x00_0000, 0x40_4040, 0xd0_d0d0],
        };
        rgb(match tone {
            Tone::Canvas => canvas,
            Tone::Text => text,
            Tone::Muted => muted,
            Tone::Grid => grid,
            Tone::Fill(hue) => self.shades(hue)[0],
            Tone::Ink(hue) => self.shades(hue)[1],
            Tone::Soft(hue) => self.shades(hue)[2],
            Tone::On(hue) => self.shades(hue)[3],
            Tone::Heat(heat) => self.heat(heat),
            Tone::OnHeat => match self {
                Self::Light | Self::Print => 0xff_fffc,
                Self::Dark => 0x06_0c12,
            },
        })
    }

    /// Below zero orange, above it blue, the further the stronger.
    fn heat(self, heat: i8) -> u32 {
        let (zero, below, above) = match self {
            Self::Light | Self::Print => {
                (0xf1_f4f7, [0xf9_e0c8, 0xee_bb8b, 0xb5_5a08, 0x7a_3b00], [0xd3_e4f1, 0xa3_c8e3, 0x26_76b0, 0x0b_4f82])
            }
            Self::Dark => {
                (0x23_2a33, [0x4a_2f17, 0x7a_4a1c, 0xe0_8a45, 0xf8_c394], [0x1f_3b54, 0x24_557f, 0x4f_9fdc, 0x9f_d0f7])
            }
        };
        let step = usize::from(heat.clamp(-HEATS, HEATS).unsigned_abs());
        match (step, heat < 0) {
            (0, _) => zero,
            (_, true) => below[step - 1],
            (_, false) => above[step - 1],
        }
    }

    fn shades(self, hue: Hue) -> Shades {
        match (self, hue) {
            (Self::Light, Hue::Blue) => [0x00_72b2, 0x00_69a6, 0xa9_c3da, 0xff_fffe],
            (Self::Light, Hue::Orange) => [0xb8_5c00, 0xa8_5300, 0xf0_cfae, 0xff_fffd],
            (Self::Light, Hue::Green) => [0x2a_9d7c, 0x0b_7355, 0xb5_ddd0, 0x0c_1a16],
            (Self::Light, Hue::Gold) => [0xe6_ab24, 0x86_5c00, 0xf6_e2b4, 0x22_1a06],
            (Self::Light, Hue::Grey) => [0x9b_a5b1, 0x5b_6673, 0xd3_d9e0, 0x14_1a21],
            (Self::Print, Hue::Blue) => [0x0b_3c5d, 0x0b_3c5d, 0xa9_bcc9, 0xff_ffff],
            (Self::Print, Hue::Orange) => [0x9c_4a00, 0x8a_4200, 0xe8_cdb5, 0xff_ffff],
            (Self::Print, Hue::Green) => [0x3f_8f74, 0x12_5e47, 0xc2_ded5, 0x00_0000],
            (Self::Print, Hue::Gold) => [0xed_c45c, 0x6b_4900, 0xf9_ecca, 0x00_0000],
            (Self::Print, Hue::Grey) => [0x9a_a3ad, 0x4a_4a4a, 0xdd_e1e5, 0x00_0000],
            (Self::Dark, Hue::Blue) => [0x38_94d6, 0x5c_b3ea, 0x2a_4a66, 0x07_121b],
            (Self::Dark, Hue::Orange) => [0xe0_8236, 0xf0_9a55, 0x63_4122, 0x1a_0d02],
            (Self::Dark, Hue::Green) => [0x4f_c7a3, 0x5f_d0ae, 0x24_5345, 0x04_1510],
            (Self::Dark, Hue::Gold) => [0xf2_cf6a, 0xf4_d57c, 0x5e_4f1f, 0x1b_1503],
            (Self::Dark, Hue::Grey) => [0x7d_8896, 0xa9_b3c0, 0x3b_444f, 0x08_0b0f],
        }
    }

    /// The tone whose light colour this is; colours are distinct, so it is one.
    #[must_use]
    pub fn tone_of(color: RGBColor) -> Option<Tone> {
        Tone::all().find(|tone| Self::Light.color(*tone) == color)
    }
}

impl Tone {
    /// Every tone.
    pub fn all() -> impl Iterator<Item = Self> {
        let hued =
            Hue::ALL.into_iter().flat_map(|hue| [Self::Fill(hue), Self::Ink(hue), Self::Soft(hue), Self::On(hue)]);
        let heats = (-HEATS..=HEATS).map(Self::Heat);
        [Self::Canvas, Self::Text, Self::Muted, Self::Grid, Self::OnHeat].into_iter().chain(hued).chain(heats)
    }

    /// The class that HTML pages may restyle: `tone-fill-blue`.
    #[must_use]
    pub fn class(self) -> String {
        format!("tone-{self:?}").replace("(-", "-minus-").replace('(', "-").replace(')', "").to_lowercase()
    }
}

fn rgb(hex: u32) -> RGBColor {
    let [_, red, green, blue] = hex.to_be_bytes();
    RGBColor(red, green, blue)
}

/// Sizes and distances in CSS pixels.
pub mod size {
    pub const MARGIN: f64 = 24.0;
    pub const TITLE: f64 = 22.0;
    pub const TITLE_LINE: f64 = 28.0;
    pub const SUBTITLE: f64 = 14.0;
    pub const SUBTITLE_LINE: f64 = 20.0;
    pub const LABEL: f64 = 13.0;
    pub const LABEL_LINE: f64 = 17.0;
    pub const FOOT: f64 = 11.5;
    pub const FOOT_LINE: f64 = 16.0;
    /// From a mark to its label.
    pub const GAP: f64 = 8.0;
    /// Height of capitals and digits over the size, to centre a text on a line.
    pub const CAP: f64 = 0.727;
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 3] = Theme::ALL;

    fn linear(color: RGBColor) -> [f64; 3] {
        [color.0, color.1, color.2].map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(color: RGBColor) -> f64 {
        let [red, green, blue] = linear(color);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_reach_wcag_aa_on_their_ground() {
        for theme in THEMES {
            let canvas = theme.color(Tone::Canvas);
            let on_canvas = [Tone::Text, Tone::Muted].into_iter().chain(Hue::ALL.map(Tone::Ink));
            for tone in on_canvas {
                let ratio = contrast(theme.color(tone), canvas);
                assert!(ratio >= 4.5, "{theme:?} {tone:?} {ratio:.2}");
            }
            for heat in -HEATS..=HEATS {
                let words = if heat.abs() > HEATS / 2 { Tone::OnHeat } else { Tone::Text };
                let ratio = contrast(theme.color(words), theme.color(Tone::Heat(heat)));
                assert!(ratio >= 4.5, "{theme:?} on heat {heat} {ratio:.2}");
            }
            for hue in Hue::ALL {
                // Names of flows, and figures on the ground of a hatch.
                let ratio = contrast(theme.color(Tone::Text), theme.color(Tone::Soft(hue)));
                assert!(ratio >= 4.5, "{theme:?} on soft {hue:?} {ratio:.2}");
                let ratio = contrast(theme.color(Tone::On(hue)), theme.color(Tone::Fill(hue)));
                assert!(ratio >= 4.5, "{theme:?} on {hue:?} {ratio:.2}");
            }
        }
    }

    /// CIELAB under D65.
    fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
        let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
        let f = |t: f64| {
            if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
        };
        [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
    }

    fn seen(color: RGBColor, matrix: [[f64; 3]; 3]) -> [f64; 3] {
        let parts = linear(color);
        lab(matrix.map(|row| row.iter().zip(parts).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0)))
    }

    /// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; the first is normal sight.
    const SIGHT: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    #[test]
    fn fills_stay_apart_under_colour_vision_deficiency() {
        for theme in THEMES {
            for (sight, matrix) in SIGHT {
                for (place, one) in Hue::ALL.into_iter().enumerate() {
                    for other in Hue::ALL.into_iter().skip(place + 1) {
                        let [a, b] = [one, other].map(|hue| seen(theme.color(Tone::Fill(hue)), matrix));
                        let far = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                        assert!(far >= 12.0, "{theme:?} {sight}: {one:?} and {other:?} are {far:.1} apart");
                    }
                }
            }
        }
    }

    #[test]
    fn heats_get_stronger_step_by_step_either_side_of_zero_for_every_sight() {
        for theme in THEMES {
            for (sight, matrix) in SIGHT {
                let light = |heat: i8| seen(theme.color(Tone::Heat(heat)), matrix)[0];
                for step in 0..HEATS {
                    for sign in [-1, 1] {
                        let (near, far) = (light(sign * step), light(sign * (step + 1)));
                        let apart = if theme == Theme::Dark { far - near } else { near - far };
                        assert!(apart >= 3.0, "{theme:?} {sight}: heats {step} and {} by {apart:.1}", step + 1);
                    }
                }
            }
        }
    }

    #[test]
    fn printed_fills_stay_apart_in_grey() {
        let mut lights: Vec<f64> =
            Hue::ALL.map(|hue| seen(Theme::Print.color(Tone::Fill(hue)), SIGHT[0].1)[0]).to_vec();
        lights.sort_by(f64::total_cmp);
        assert!(lights.windows(2).all(|pair| pair[1] - pair[0] >= 9.0), "{lights:?}");
    }

    #[test]
    fn every_light_colour_names_its_tone() {
        for tone in Tone::all() {
            assert_eq!(Theme::tone_of(Theme::Light.color(tone)), Some(tone));
        }
    }
}
