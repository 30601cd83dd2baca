use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query as TantivyQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{
    DocId, Index, IndexReader, ReloadPolicy, Score, SegmentReader, TantivyDocument, Term,
};

use super::catalogue::Catalogue;
use crate::base::{Error, Result, tolerance};

/// The least a writer takes. It is dropped as soon as the index is built.
const WRITER_BYTES: usize = 15_000_000;
const PLACE: &str = "place";

/// Which entries have a word like one that was typed. Lives in memory; the engine behind it may
/// fail or panic, and then there simply is no answer.
pub struct WordIndex {
    reader: IndexReader,
    word: Field,
}

impl WordIndex {
    /// None when the engine fails.
    pub fn build(catalogue: &Catalogue) -> Option<WordIndex> {
        let built = catch_unwind(AssertUnwindSafe(|| try_build(catalogue)));
        match built {
            Ok(Ok(index)) => Some(index),
            Ok(Err(error)) => {
                tracing::error!(%error, "the search index was not built: dishes are scanned");
                None
            }
            Err(_) => {
                tracing::error!("the search index panicked: dishes are scanned");
                None
            }
        }
    }

    /// The places of the entries that may have a word like each one typed, in no order. None when
    /// the engine fails.
    pub fn candidates(&self, typed: &[String], unfinished: bool) -> Option<Vec<usize>> {
        let ask = || self.try_candidates(typed, unfinished);
        match catch_unwind(AssertUnwindSafe(ask)) {
            Ok(Ok(places)) => Some(places),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the search index did not answer: dishes are scanned");
                None
            }
            Err(_) => {
                tracing::error!("the search index panicked: dishes are scanned");
                None
            }
        }
    }

    fn try_candidates(&self, typed: &[String], unfinished: bool) -> tantivy::Result<Vec<usize>> {
        let like = |(i, word): (usize, &String)| {
            let term = Term::from_field_text(self.word, word);
            let most = tolerance(word.chars().count());
            let query = match unfinished && i + 1 == typed.len() {
                true => FuzzyTermQuery::new_prefix(term, most, true),
                false => FuzzyTermQuery::new(term, most, true),
            };
            (Occur::Must, Box::new(query) as Box<dyn TantivyQuery>)
        };
        let query = BooleanQuery::new(typed.iter().enumerate().map(like).collect());
        self.reader.searcher().search(&query, &Places)
    }
}

fn try_build(catalogue: &Catalogue) -> Result<WordIndex> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("words")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let word = schema.add_text_field("word", TextOptions::default().set_indexing_options(indexing));
    let place = schema.add_u64_field(PLACE, FAST);
    let index = Index::create_in_ram(schema.build());
    // The words are split and folded already.
    let tokenizer = TextAnalyzer::from(WhitespaceTokenizer::default());
    index.tokenizers().register("words", tokenizer);
    let mut writer = index.writer_with_num_threads(1, WRITER_BYTES).map_err(Error::internal)?;
    for (at, entry) in (0_u64..).zip(&catalogue.entries) {
        let mut document = TantivyDocument::default();
        document.add_u64(place, at);
        document.add_text(word, catalogue.words_of(entry).join(" "));
        writer.add_document(document).map_err(Error::internal)?;
    }
    writer.commit().map_err(Error::internal)?;
    writer.wait_merging_threads().map_err(Error::internal)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let reader = reader.try_into().map_err(Error::internal)?;
    Ok(WordIndex { reader, word })
}

/// Collects the places of what matches.
struct Places;

struct SegmentPlaces {
    place: Column<u64>,
    found: Vec<usize>,
}

impl Collector for Places {
    type Fruit = Vec<usize>;
    type Child = SegmentPlaces;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<SegmentPlaces> {
        Ok(SegmentPlaces { place: segment.fast_fields().u64(PLACE)?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<usize>>) -> tantivy::Result<Vec<usize>> {
        Ok(found.concat())
    }
}

impl SegmentCollector for SegmentPlaces {
    type Fruit = Vec<usize>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.found.extend(self.place.first(doc).and_then(|at| usize::try_from(at).ok()));
    }

    fn harvest(self) -> Vec<usize> {
        self.found
    }
}
