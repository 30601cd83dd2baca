use std::fmt::Write as _;

use super::model::{Allergen, Category, Menu, MenuItem, Variant};
use crate::base::{Paise, Word};
use crate::wire::Diet;

/// The menu as one page without script: for a screen reader, for paper, for any old browser.
pub fn render(house: &str, menu: &Menu) -> String {
    let house = escaped(if house.is_empty() { "Menu" } else { house });
    let mut html = String::with_capacity(512 * menu.items.len() + 2_048);
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"en-IN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{house}: menu</title>\n<link rel=\"stylesheet\" href=\"/menu/menu.css\">\n\
         </head>\n<body>\n<header>\n<h1>{house}</h1>\n"
    );
    let filled: Vec<(&Category, Vec<&MenuItem>)> = menu
        .categories
        .iter()
        .map(|c| (c, menu.items.iter().filter(|item| item.category_id == c.id).collect()))
        .filter(|(_, dishes): &(_, Vec<_>)| !dishes.is_empty())
        .collect();
    contents(&mut html, &filled);
    html.push_str("</header>\n<main>\n");
    if filled.is_empty() {
        html.push_str("<p>There is nothing on the menu yet.</p>\n");
    }
    for (category, dishes) in filled {
        section(&mut html, category, &dishes);
    }
    html.push_str(
        "</main>\n<footer>\n<p>Prices are in Indian rupees. Taxes are shown on the bill. Tell us \
         what you cannot eat: everything is cooked in one kitchen.</p>\n</footer>\n</body>\n\
         </html>\n",
    );
    html
}

fn contents(html: &mut String, filled: &[(&Category, Vec<&MenuItem>)]) {
    if filled.len() < 2 {
        return;
    }
    html.push_str("<nav aria-label=\"On the menu\">\n<ul>\n");
    for (category, _) in filled {
        let name = escaped(&category.name);
        let _ = writeln!(html, "<li><a href=\"#{}\">{name}</a></li>", category.id);
    }
    html.push_str("</ul>\n</nav>\n");
}

fn section(html: &mut String, category: &Category, dishes: &[&MenuItem]) {
    let (id, name, local) = (category.id, escaped(&category.name), local(&category.name_local));
    let _ = write!(
        html,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{name}{local}</h2>\n\
         <ul class=\"dishes\">\n"
    );
    for dish in dishes {
        item(html, dish);
    }
    html.push_str("</ul>\n</section>\n");
}

fn item(html: &mut String, dish: &MenuItem) {
    let class = if dish.is_available { "dish" } else { "dish gone" };
    let (name, local) = (escaped(&dish.name), local(&dish.name_local));
    let _ = write!(html, "<li class=\"{class}\">\n<h3>{name}{local}</h3>\n");
    if !dish.is_available {
        html.push_str("<p class=\"sold-out\">Sold out</p>\n");
    }
    match dish.variants.is_empty() {
        true => {
            let _ = writeln!(html, "<p class=\"price\">{}</p>", rupees(dish.price_paise));
        }
        false => variants(html, &dish.variants),
    }
    if !dish.description.is_empty() {
        let _ = writeln!(html, "<p class=\"about\">{}</p>", escaped(&dish.description));
    }
    let _ = writeln!(html, "<p class=\"marks\">{} {}</p>\n</li>", mark(dish.diet), words(dish));
}

fn variants(html: &mut String, variants: &[Variant]) {
    html.push_str("<ul class=\"variants\">\n");
    for variant in variants {
        let (name, price) = (escaped(&variant.name), rupees(variant.price_paise));
        let gone = if variant.is_available { "" } else { " <em>sold out</em>" };
        let _ = writeln!(html, "<li>{name} <span class=\"price\">{price}</span>{gone}</li>");
    }
    html.push_str("</ul>\n");
}

/// The Indian diet marks: a green circle in a green square, a brown triangle in a brown square.
/// The word stands beside them, so that the drawing itself stays silent.
fn mark(diet: Diet) -> String {
    let (colour, shape) = match diet {
        Diet::Veg => ("#2C6A2E", "<circle cx=\"8\" cy=\"8\" r=\"3.8\" fill=\"#2C6A2E\"/>"),
        _ => ("#7A3B12", "<path d=\"M8 3.6l4.4 7.9H3.6z\" fill=\"#7A3B12\"/>"),
    };
    format!(
        "<svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" \
         focusable=\"false\"><rect x=\"1\" y=\"1\" width=\"14\" height=\"14\" rx=\"1.5\" \
         fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>{shape}</svg>"
    )
}

/// All that the marks say, in words: `Vegetarian, Jain, hot. Contains milk, nuts.`
fn words(dish: &MenuItem) -> String {
    let mut says = vec![match dish.diet {
        Diet::Veg => "Vegetarian",
        Diet::NonVeg => "Non-vegetarian",
        Diet::Egg => "Contains egg",
    }];
    says.extend(dish.is_vegan.then_some("vegan"));
    says.extend(dish.is_jain.then_some("Jain"));
    says.extend(match dish.spice {
        0 => None,
        1 => Some("mild"),
        2 => Some("medium hot"),
        _ => Some("hot"),
    });
    let mut says = format!("{}.", says.join(", "));
    if !dish.allergens.is_empty() {
        let names: Vec<String> = dish.allergens.iter().map(|a| spoken(*a)).collect();
        let _ = write!(says, " Contains {}.", names.join(", "));
    }
    says
}

fn spoken(allergen: Allergen) -> String {
    allergen.as_str().to_lowercase()
}

/// The name in the guests' script, marked as what it is so that it is read out right.
fn local(name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    let hindi = name.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
    let lang = if hindi { " lang=\"hi\"" } else { "" };
    format!(" <span class=\"local\"{lang}>{}</span>", escaped(name))
}

fn rupees(price: Paise) -> String {
    format!("₹{}", price.rupees())
}

/// Text as it may stand between tags or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{At, CategoryId};

    #[test]
    fn whatever_a_name_holds_it_is_only_text() {
        let name = "<script>alert('1')</script> \"&\"".to_owned();
        let id = CategoryId::new(At::from_millis(0));
        let category = Category {
            id,
            name: name.clone(),
            name_local: name.clone(),
            sort: 1,
            stations: Vec::new(),
        };
        let mut html = render(&name, &Menu::default());
        section(&mut html, &category, &[]);
        assert!(!html.contains("<script") && !html.contains("'1'"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;&quot;"));
    }

    #[test]
    fn a_local_name_says_which_language_it_is() {
        assert_eq!(local("दाल"), " <span class=\"local\" lang=\"hi\">दाल</span>");
        assert_eq!(local("தோசை"), " <span class=\"local\">தோசை</span>");
        assert_eq!(local(""), "");
    }
}
