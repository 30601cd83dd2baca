mod paper;
mod pdf;

pub use paper::{Paper, PaperLine};
pub use pdf::pdf;

use crate::base::escape_html as esc;

pub const STYLE: &str = include_str!("../../assets/receipt/receipt.css");

/// The document as a page: no script, printable, with every field rules 46, 49 and 53 of the CGST
/// Rules ask for.
pub fn page(paper: &Paper) -> String {
    let facts = paper.facts.iter();
    let facts: String = facts
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>", esc(name), esc(value)))
        .collect();
    let said = |lines: &[String]| -> String {
        lines.iter().map(|line| format!("<p>{}</p>", esc(line))).collect()
    };
    let subtitle = match paper.subtitle.as_str() {
        "" => String::new(),
        text => format!(r#"<p class="under">{}</p>"#, esc(text)),
    };
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} {number}</title><link rel="stylesheet" href="/receipt.css"></head>
<body><main>
<header><h1>{house}</h1>{about}</header>
<h2>{title}</h2>{subtitle}
<dl>{facts}</dl>
<table>
<thead><tr><th scope="col">Dish</th><th scope="col" class="n">Qty</th>
<th scope="col" class="n">Rate ₹</th><th scope="col" class="n">Amount ₹</th></tr></thead>
<tbody>{lines}</tbody>
<tbody>{sums}</tbody>
</table>
<footer>{paid}{notes}<p><a href="{path}.pdf">Keep it as a PDF</a></p>
<p>Thank you. Come again.</p></footer>
</main></body></html>
"#,
        title = esc(&paper.title),
        number = esc(paper.facts.first().map_or("", |(_, number)| number)),
        house = esc(&paper.house),
        about = said(&paper.about),
        lines = paper.lines.iter().map(line).collect::<String>(),
        sums = sums(paper),
        paid = said(&paper.paid),
        notes = said(&paper.notes),
        path = esc(&paper.path),
    )
}

fn line(line: &PaperLine) -> String {
    let notes = match line.notes.is_empty() {
        true => String::new(),
        false => format!("<small>{}</small>", esc(&line.notes.join(", "))),
    };
    format!(
        r#"<tr><td>{}{notes}</td><td class="n">{}</td><td class="n">{}</td><td class="n">{}</td></tr>"#,
        esc(&line.name),
        line.quantity,
        line.unit_paise.map(|rate| rate.to_string()).unwrap_or_default(),
        line.net_paise,
    )
}

fn sums(paper: &Paper) -> String {
    let row = |class: &str, label: &str, amount| {
        format!(r#"<tr{class}><td colspan="3">{}</td><td class="n">{amount}</td></tr>"#, esc(label))
    };
    let rows: String = paper.sums.iter().map(|(label, amount)| row("", label, *amount)).collect();
    let (label, total) = &paper.total;
    rows + &row(r#" class="total""#, &format!("{label} ₹"), *total)
}
