//! The calibration plot: what was foreseen against what came, as SVG that needs no script.

use rapporteur::council::forecast::Bin;

const SIZE: f64 = 420.0;
const EDGE: f64 = 50.0;
const COLOURS: [&str; 2] = ["#b3361e", "#8a6d1b"];

/// Draws a curve for each kind of vote. Axes are square roots of shares, so that rare votes can be seen; a dot's area grows with its votes.
pub(crate) fn plot(curves: &[(&str, Vec<Bin>)]) -> String {
    let x = |share: f64| EDGE + share.sqrt() * (SIZE - 2.0 * EDGE);
    let y = |share: f64| SIZE - EDGE - share.sqrt() * (SIZE - 2.0 * EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIZE} {SIZE}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Calibration: what was foreseen and what came</title>\n<rect width=\"{SIZE}\" height=\"{SIZE}\" fill=\"#fdfcf9\"/>\n\
         <line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#bbb\" stroke-dasharray=\"4 3\"/>\n",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for share in [0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0] {
        let label = format!("{} %", share * 100.0);
        svg +=
            &format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{label}</text>\n", x(share), SIZE - EDGE + 18.0);
        svg += &format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{label}</text>\n", EDGE - 6.0, y(share) + 4.0);
    }
    svg += &format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">foreseen</text>\n<text x=\"14\" y=\"30\">came</text>\n",
        SIZE / 2.0,
        SIZE - 12.0
    );
    for (at, (name, bins)) in curves.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let points: Vec<String> = bins.iter().map(|bin| format!("{:.1},{:.1}", x(bin.foreseen), y(bin.came))).collect();
        svg += &format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n", points.join(" "));
        for bin in bins {
            #[allow(clippy::cast_precision_loss, reason = "counts are small")]
            let radius = (bin.count as f64).ln_1p() * 0.8 + 1.0;
            svg += &format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"{colour}\"><title>{name}: foreseen {:.4}, came {:.4}, {} votes</title></circle>\n",
                x(bin.foreseen),
                y(bin.came),
                bin.foreseen,
                bin.came,
                bin.count
            );
        }
        #[allow(clippy::cast_precision_loss, reason = "there are two curves")]
        let line = 24.0 + 18.0 * at as f64;
        svg += &format!("<text x=\"{:.1}\" y=\"{line:.1}\" fill=\"{colour}\" text-anchor=\"end\">{name}</text>\n", SIZE - EDGE);
    }
    svg + "</svg>\n"
}
