use proptest::prelude::*;

use super::text::Text;
use super::{ImportFault, MenuFormat, Sheet, guarded, read};

/// What is wrong with a file, as far as it shows without a menu beside it.
fn faults(format: MenuFormat, file: &str) -> Vec<ImportFault> {
    let (text, _, misprints): (Text, Sheet, _) = read(format, file.as_bytes().to_vec());
    text.report(misprints)
}

#[track_caller]
fn says(format: MenuFormat, file: &str, place: (usize, usize), words: &str) {
    let found = faults(format, file);
    let hit = found.iter().any(|f| (f.line, f.column) == place && f.message.contains(words));
    assert!(hit, "{place:?} {words}\nin: {file}\ngot: {found:#?}");
}

const HEADER: &str = "category,name,name_local,price,diet,jain,spice,allergens,variants\n";

#[test]
fn a_tables_faults_are_named_by_line_and_column() {
    let row = |text: &str| format!("{HEADER}{text}\n");
    for (file, place, words) in [
        (String::new(), (1, 1), "empty"),
        ("category,name,price\n".into(), (1, 1), "a column `diet`"),
        ("category,name,price,diet,colour\n".into(), (1, 26), "no column `colour`"),
        ("category,name,price,diet,name\n".into(), (1, 26), "there twice"),
        (row("A,Dal,,x,VEG"), (2, 8), "not a price"),
        (row("A,Dal,,-5,VEG"), (2, 8), "not a price"),
        (row("A,दाल,दाल,1.234,VEG"), (2, 11), "not a price"),
        (row("A,,,10,VEG"), (2, 3), "must not be empty"),
        (row("A,Dal,,10,VEGAN"), (2, 11), "none of VEG, NON_VEG, EGG"),
        (row("A,Dal,,10,VEG,maybe"), (2, 15), "neither yes nor no"),
        (row("A,Dal,,10,NON_VEG,yes"), (2, 19), "Jain dish is vegetarian"),
        (row("A,Dal,,10,VEG,,9"), (2, 16), "0 to 3"),
        (row("A,Dal,,10,VEG,,hot"), (2, 16), "not a whole number"),
        (row("A,Dal,,10,VEG,,1,MILK;DUST"), (2, 18), "`DUST` is none of"),
        (row("A,Dal,,10,VEG,,1,EGG"), (2, 11), "marked EGG"),
        (row("A,Dal,,10,VEG,,1,,Half"), (2, 19), "Half=180.00"),
        (row("A,Dal,,10,VEG,,1,,Half=1;half=2"), (2, 19), "there twice"),
        (row("A,Dal,,10,VEG,,1,,Half=x"), (2, 19), "not a price"),
        (row("A,Dal,,10,VEG,,1,,,extra"), (2, 20), "more cells than columns"),
        (row("A,\"two\nlines, quoted\",,10,VEG\nA,Dal,,x,VEG"), (4, 8), "not a price"),
        (row("A,\u{202e}Dal,,10,VEG"), (2, 3), "cannot be used"),
    ] {
        says(MenuFormat::Csv, &file, place, words);
    }
}

#[test]
fn all_faults_are_found_at_once_and_in_order() {
    let file = format!("{HEADER}A,Dal,,x,VEG\nA,Naan,,10,MEAT\nA,,,10,VEG\n");
    let lines: Vec<_> = faults(MenuFormat::Csv, &file).iter().map(|f| (f.line, f.column)).collect();
    assert_eq!(lines, [(2, 8), (3, 12), (4, 3)]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let file = format!("\u{FEFF}{HEADER}A,Dal,,280.5,veg\n");
    let (_, sheet, misprints) = read(MenuFormat::Csv, file.into_bytes());
    assert!(misprints.is_empty(), "{misprints:?}");
    assert_eq!(sheet.dishes[0].draft.price_paise.0, 28_050);
}

#[test]
fn what_is_not_utf8_is_named_where_it_starts() {
    let mut file = HEADER.as_bytes().to_vec();
    file.extend(b"A,Caf\xe9,,10,VEG\n");
    let (text, _, misprints) = read(MenuFormat::Csv, file);
    let found = text.report(misprints);
    assert_eq!((found[0].line, found[0].column), (2, 6));
    assert!(found[0].message.contains("UTF-8"));
}

#[test]
fn json_faults_are_named_by_line_and_column() {
    let item = |fields: &str| {
        format!("{{\"items\": [\n  {{\"category\": \"A\", \"name\": \"Dal\",\n    {fields}}}\n]}}")
    };
    let good = "\"diet\": \"VEG\", \"price_paise\": 100";
    for (file, place, words) in [
        ("".into(), (1, 1), "EOF"),
        ("{\"items\": [}".into(), (1, 12), "expected value"),
        ("{\"dishes\": []}".into(), (1, 9), "unknown field `dishes`"),
        ("{\"items\": [\n  7\n]}".into(), (2, 3), "must be an object"),
        (item("\"diet\": \"VEG\""), (2, 3), "`price_paise` is missing"),
        (item("\"price_paise\": 100"), (2, 3), "`diet` is missing"),
        (item("\"diet\": \"VEG\", \"price_paise\": \"100\""), (3, 35), "whole number of paise"),
        (item("\"diet\": \"VEG\", \"price_paise\": 1.5"), (3, 35), "whole number of paise"),
        (item("\"diet\": \"VEG\", \"price_paise\": -1"), (3, 35), "not a price"),
        (item("\"diet\": \"FISH\", \"price_paise\": 1"), (3, 13), "one of VEG"),
        (item(&format!("{good}, \"spice\": 7")), (3, 49), "0 to 3"),
        (item(&format!("{good}, \"colour\": \"red\"")), (3, 50), "`colour` is not known"),
        (item(&format!("{good}, \"is_jain\": \"yes\"")), (3, 51), "true or false"),
        (item(&format!("{good}, \"picture\": \"../etc\"")), (3, 51), "no such picture"),
        (item(&format!("{good}, \"allergens\": [\"MILK\", \"DUST\"]")), (3, 62), "one of GLUTEN"),
        (
            item(&format!("{good}, \"variants\": [{{\"name\": \"Half\"}}]")),
            (3, 53),
            "`price_paise`",
        ),
        (
            item(&format!("{good}, \"variants\": [{{\"name\": \"\", \"price_paise\": 5}}]")),
            (3, 62),
            "must not be empty",
        ),
        (item(&format!("{good}, \"modifier_groups\": [1]")), (3, 60), "must be text"),
    ] {
        says(MenuFormat::Json, &file, place, words);
    }
}

#[test]
fn a_group_is_checked_like_a_dish() {
    let file = "{\"items\": [], \"modifier_groups\": [\n{\"key\": \"k\", \"name\": \"How?\", \
                \"min\": 2, \"max\": 1, \"modifiers\": [{\"name\": \"x\", \"price_paise\": 0}]}]}";
    says(MenuFormat::Json, file, (2, 37), "more than may be chosen");
}

#[test]
fn more_faults_than_a_person_can_read_are_cut_off() {
    let file = format!("{HEADER}{}", "A,Dal,,x,VEG\n".repeat(400));
    assert_eq!(faults(MenuFormat::Csv, &file).len(), 100);
}

#[test]
fn no_cell_begins_like_a_formula() {
    for cell in ["=1+1", "+91", "-5", "@x", "'=1", "＝1"] {
        let written = guarded(cell);
        assert!(written.starts_with('\''), "{written}");
    }
    assert_eq!(guarded("Dal - yellow"), "Dal - yellow");
}

proptest! {
    #[test]
    fn no_file_stops_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for format in [MenuFormat::Csv, MenuFormat::Json] {
            let (text, _, misprints) = read(format, bytes.clone());
            let _ = text.report(misprints);
        }
    }

    #[test]
    fn no_table_stops_the_reader(rows in "([a-z,;=\"\\\\\n '🍛क-]{0,40}\n){0,6}") {
        let _ = faults(MenuFormat::Csv, &format!("{HEADER}{rows}"));
    }
}
