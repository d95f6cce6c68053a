//! What a screen is given to draw: the snapshot, the reader's language, the time, the pictures.

use std::cell::RefCell;

use chrono::{DateTime, Utc};

use super::pictures::Pictures;
use super::theme::Palette;
use crate::domain::privacy::TOGETHER;
use crate::i18n::{
    AlertWord, AllBenchesWord, BenchWord, BoardWord, CalendarWord, CheckWord, DeskWord,
    DossierWord, FigureWord, GateWord, GoodsWord, Lang, LorryWord, MisPickWord, OwnerWord,
    PairWord, PeopleWord, RecordWord, RuleWord, VerificationWord, WeightWord, Word, alert_word,
    all_benches_word, bench_word, board_word, calendar_word, check_word, desk_word, dossier_word,
    figure_word, gate_word, goods_word, lorry_word, mis_pick_word, owner_word, pair_word,
    people_word, record_word, rule_word, verification_word, weight_word, word,
};
use crate::station::snapshot::Snapshot;

/// One picture's worth of everything a screen may look at. Screens change nothing in it.
pub struct Scene<'a> {
    /// The bench as it is.
    pub snapshot: &'a Snapshot,
    /// The language of the person at the bench.
    pub lang: Lang,
    /// The time.
    pub now: DateTime<Utc>,
    /// The colours in force.
    pub palette: &'static Palette,
    /// Product pictures; asked for while drawing.
    pub pictures: &'a RefCell<Pictures>,
    /// What the window itself knows, beside what the station knows.
    pub window: &'a WindowView,
}

/// What only the window knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WindowView {
    /// A code that came in broken, until the next one comes.
    pub alert: Option<Word>,
}

impl Scene<'_> {
    /// A word in the reader's language.
    pub fn word(&self, what: Word) -> String {
        word(self.lang, what)
    }

    /// A word of what the bench does beside packing orders.
    pub fn bench_word(&self, what: BenchWord) -> String {
        bench_word(self.lang, what)
    }

    /// A word around an order's dossier.
    pub fn dossier_word(&self, what: DossierWord) -> String {
        dossier_word(self.lang, what)
    }

    /// A word of figures that are of several benches.
    pub fn all_benches_word(&self, what: AllBenchesWord) -> String {
        all_benches_word(self.lang, what)
    }

    /// A word of the screen of mis-picks.
    pub fn mis_pick_word(&self, what: MisPickWord) -> String {
        mis_pick_word(self.lang, what)
    }

    /// A person in a figure: the badge, or a word for all of them together whose days are over.
    pub fn person(&self, key: &str) -> String {
        if key == TOGETHER {
            return self.people_word(PeopleWord::AllTogether);
        }
        key.to_owned()
    }

    /// A word of the screen of people’s data.
    pub fn people_word(&self, what: PeopleWord) -> String {
        people_word(self.lang, what)
    }

    /// A word of the screen of lorries.
    pub fn lorry_word(&self, what: LorryWord) -> String {
        lorry_word(self.lang, what)
    }

    /// A word of the shipping rules.
    pub fn rule_word(&self, what: RuleWord) -> String {
        rule_word(self.lang, what)
    }

    /// A word of weights that learn.
    pub fn weight_word(&self, what: WeightWord) -> String {
        weight_word(self.lang, what)
    }

    /// A word of the board on the wall.
    pub fn board_word(&self, what: BoardWord) -> String {
        board_word(self.lang, what)
    }

    /// A word of the lead's figures.
    pub fn figure_word(&self, what: FigureWord) -> String {
        figure_word(self.lang, what)
    }

    /// A word of the exceptions desk.
    pub fn desk_word(&self, what: DeskWord) -> String {
        desk_word(self.lang, what)
    }

    /// A word about whose business something is.
    pub fn owner_word(&self, what: OwnerWord) -> String {
        owner_word(self.lang, what)
    }

    /// A word of actions against mis-picks.
    pub fn pair_word(&self, what: PairWord) -> String {
        pair_word(self.lang, what)
    }

    /// A word of products’ records.
    pub fn record_word(&self, what: RecordWord) -> String {
        record_word(self.lang, what)
    }

    /// A word of verification by risk.
    pub fn verification_word(&self, what: VerificationWord) -> String {
        verification_word(self.lang, what)
    }

    /// A word of alerts.
    pub fn alert_word(&self, what: AlertWord) -> String {
        alert_word(self.lang, what)
    }

    /// A word of the check of a shift.
    pub fn check_word(&self, what: CheckWord) -> String {
        check_word(self.lang, what)
    }

    /// A word of the data gate.
    pub fn gate_word(&self, what: GateWord) -> String {
        gate_word(self.lang, what)
    }

    /// A word of handling goods.
    pub fn goods_word(&self, what: GoodsWord) -> String {
        goods_word(self.lang, what)
    }

    /// A word of the carriers' calendar.
    pub fn calendar_word(&self, what: CalendarWord) -> String {
        calendar_word(self.lang, what)
    }
}
