use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::catalogue::Catalogue;
use super::find::{Orders, find};
use super::model::{Eats, Query};
use super::word_index::WordIndex;
use crate::base::{At, CategoryId, ItemId, Paise, VariantId};
use crate::menu::{Allergen, Category, Menu, MenuItem, Variant};
use crate::wire::Diet;

fn dish(name: &str, local: &str, about: &str, marks: (Diet, &[Allergen])) -> MenuItem {
    let now = At::from_millis(0);
    MenuItem {
        id: ItemId::new(now),
        category_id: CategoryId::new(now),
        name: name.into(),
        name_local: local.into(),
        description: about.into(),
        price_paise: Paise(10_000),
        diet: marks.0,
        is_jain: false,
        is_vegan: false,
        spice: 0,
        allergens: marks.1.to_vec(),
        is_available: true,
        tax_class: "restaurant".into(),
        stations: Vec::new(),
        left: None,
        prep_minutes: 10,
        picture: String::new(),
        sort: 1,
        is_popular: false,
        variants: Vec::new(),
        modifier_group_ids: Vec::new(),
        central_fields: Vec::new(),
    }
}

fn menu() -> Menu {
    let (milk, none): (&[Allergen], &[Allergen]) = (&[Allergen::Milk], &[]);
    let mut items = vec![
        dish("Paneer Tikka Masala", "", "Tikka in gravy", (Diet::Veg, milk)),
        dish("Paneer Tikka", "पनीर टिक्का", "Charred in the tandoor", (Diet::Veg, milk)),
        dish("Chicken Tikka", "चिकन टिक्का", "", (Diet::NonVeg, milk)),
        dish("Murgh Makhani", "मुर्ग मखनी", "", (Diet::NonVeg, milk)),
        dish("Aloo Gobi", "आलू गोभी", "", (Diet::Veg, none)),
        dish("Egg Curry", "अंडा करी", "", (Diet::Egg, &[Allergen::Egg])),
        dish("Masala Chai", "मसाला चाय", "", (Diet::Veg, milk)),
        dish("Papdi Chaat", "पापड़ी चाट", "Sweet curd on top", (Diet::Veg, milk)),
        dish("Hyderabadi Biryani", "बिरयानी", "", (Diet::NonVeg, none)),
        dish("Sweet Lassi", "मीठी लस्सी", "", (Diet::Veg, milk)),
    ];
    let now = At::from_millis(0);
    let (id, name, name_local) = (CategoryId::new(now), "Drinks".into(), "पेय".into());
    items[9].category_id = id;
    items[8].variants = vec![Variant {
        id: VariantId::new(now),
        name: "Family".into(),
        price_paise: Paise(1),
        sort: 0,
        is_available: true,
    }];
    items[4].is_vegan = true;
    items[4].is_jain = false;
    let categories = vec![Category { id, name, name_local, sort: 1, stations: Vec::new() }];
    Menu { revision: 7, categories, modifier_groups: Vec::new(), items }
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::new(&menu());
    catalogue.index = WordIndex::build(&catalogue).map(Arc::new);
    assert!(catalogue.index.is_some(), "the engine works");
    catalogue
}

fn names(catalogue: &Catalogue, query: &Query) -> Vec<String> {
    let hits = find(catalogue, &Orders::new(), query);
    hits.iter().map(|hit| catalogue.entries[hit.place].name.clone()).collect()
}

#[test]
fn people_find_what_they_mean() {
    let catalogue = catalogue();
    for (typed, first) in [
        ("panir tika", "Paneer Tikka"),
        ("paneer tikka", "Paneer Tikka"),
        ("paneer tikka mas", "Paneer Tikka Masala"),
        ("PANEER  TIKKA!", "Paneer Tikka"),
        ("tandoor", "Paneer Tikka"),
        ("butter chicken", "Murgh Makhani"),
        ("potato", "Aloo Gobi"),
        ("alu gobhi", "Aloo Gobi"),
        ("tea", "Masala Chai"),
        ("yogurt", "Papdi Chaat"),
        ("biryn", "Hyderabadi Biryani"),
        ("hydrabadi ", "Hyderabadi Biryani"),
        ("family", "Hyderabadi Biryani"),
        ("drink", "Sweet Lassi"),
        ("टिक्का", "Paneer Tikka"),
        ("मुर्ग", "Murgh Makhani"),
        ("लस्सी", "Sweet Lassi"),
        ("anda", "Egg Curry"),
        ("lasis", "Sweet Lassi"),
        ("sweet lassi unicorn", "Sweet Lassi"),
    ] {
        let found = names(&catalogue, &Query::of(typed));
        assert_eq!(found.first().map(String::as_str), Some(first), "{typed}: {found:?}");
    }
    assert!(names(&catalogue, &Query::of("sushi")).is_empty());
}

#[test]
fn the_very_word_keeps_those_merely_like_it_away() {
    let found = names(&catalogue(), &Query::of("chai "));
    assert_eq!(found, ["Masala Chai"], "no chaat");
}

#[test]
fn nobody_is_shown_what_they_do_not_eat() {
    let catalogue = catalogue();
    let ask = |eats, without: &[Allergen]| {
        let query = Query { eats, without: without.to_vec(), ..Query::of("") };
        names(&catalogue, &query)
    };
    assert_eq!(ask(Some(Eats::Vegan), &[]), ["Aloo Gobi"]);
    assert_eq!(ask(Some(Eats::Egg), &[]), ["Egg Curry"]);
    assert!(ask(Some(Eats::Jain), &[]).is_empty());
    let harmless = ask(None, &[Allergen::Milk, Allergen::Egg]);
    assert_eq!(harmless, ["Aloo Gobi", "Hyderabadi Biryani"]);
    let veg = Query { eats: Some(Eats::Veg), ..Query::of("tikka") };
    assert_eq!(names(&catalogue, &veg), ["Paneer Tikka", "Paneer Tikka Masala"]);
}

#[test]
fn of_two_that_fit_alike_the_one_ordered_more_comes_first() {
    let catalogue = catalogue();
    let chicken = catalogue.entries[2].id;
    let tikka = Query::of("tikka");
    let first = |orders: &Orders| find(&catalogue, orders, &tikka)[0].place;
    assert_eq!(first(&Orders::new()), 1, "in the menu's order");
    assert_eq!(first(&Orders::from([(chicken, 40)])), 2);
    let popular = find(&catalogue, &Orders::from([(chicken, 40)]), &Query::of(""));
    assert_eq!(popular[0].place, 2);
}

#[test]
fn without_the_index_the_same_is_found() {
    let (whole, mut bare) = (catalogue(), catalogue());
    bare.index = None;
    for typed in ["panir tika", "butter chicken", "biryn", "टिक्का", "zzz", "sweet lassi unicorn"]
    {
        let query = Query::of(typed);
        assert_eq!(names(&whole, &query), names(&bare, &query), "{typed}");
    }
}

#[test]
fn a_query_is_bounded_and_says_what_is_wrong_with_it() {
    assert!(Query::read(&"क".repeat(80), "", "", None).is_ok());
    assert!(Query::read(&"x".repeat(81), "", "", None).is_err());
    assert!(Query::read("a", "FRUIT", "", None).is_err());
    assert!(Query::read("a", "", "MILK,DUST", None).is_err());
    assert!(Query::read("a", "VEG", "MILK, NUTS,", Some(50)).is_ok());
    for limit in [0, 51] {
        assert!(Query::read("a", "", "", Some(limit)).is_err());
    }
    assert_eq!(Query::of("a b c d e f g h i j").words.len(), 8);
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

proptest! {
    #[test]
    fn no_text_stops_the_search(typed in "\\PC{0,80}", limit in 1_usize..=50) {
        let query = Query { limit, ..Query::of(&typed) };
        prop_assert!(find(&CATALOGUE, &Orders::new(), &query).len() <= limit);
    }

    #[test]
    fn a_dish_is_found_by_its_own_name_with_one_letter_wrong(
        place in 0_usize..10,
        at in any::<prop::sample::Index>(),
        letter in proptest::char::range('a', 'z'),
    ) {
        let name = &CATALOGUE.entries[place].name;
        let mut letters: Vec<char> = name.chars().collect();
        let at = at.index(letters.len());
        prop_assume!(letters[at].is_alphabetic());
        // A word of three letters has no room for a wrong one.
        prop_assume!(name.split(' ').all(|word| word.len() > 3));
        letters[at] = letter;
        let query = Query::of(&letters.into_iter().collect::<String>());
        let hits = find(&CATALOGUE, &Orders::new(), &query);
        prop_assert!(hits.iter().any(|hit| hit.place == place));
    }
}
