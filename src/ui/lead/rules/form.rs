//! The form of one rule: condition, exceptions, and what is done, as text that is read while it is typed.

use eframe::egui::{Align2, Rect, Ui};

use super::RulesState;
use crate::domain::order::Tag;
use crate::domain::shipping_rules::text::{self, TextFault};
use crate::domain::shipping_rules::{Action, Condition, MOST_EXCEPTIONS, Rule, RuleId};
use crate::i18n::{self, RuleWord, Word};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::BigKey;
use crate::ui::lead::desk::warning_ui;
use crate::ui::lead::lead_text;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// The fields of a condition, in the order of [`Texts`].
const FIELDS: [RuleWord; 10] = [
    RuleWord::RulesFieldCountry,
    RuleWord::RulesFieldPostcode,
    RuleWord::RulesFieldMethod,
    RuleWord::RulesFieldWeight,
    RuleWord::RulesFieldSize,
    RuleWord::RulesFieldValue,
    RuleWord::RulesFieldTags,
    RuleWord::RulesFieldChannel,
    RuleWord::RulesFieldLevel,
    RuleWord::RulesFieldCod,
];

/// The fields of what is done.
const ACTIONS: [RuleWord; 4] = [
    RuleWord::RulesFieldService,
    RuleWord::RulesFieldAddTags,
    RuleWord::RulesFieldStatus,
    RuleWord::RulesFieldHold,
];

/// A condition as it is typed.
type Texts = [String; 10];

/// A rule as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleForm {
    id: RuleId,
    enabled: bool,
    /// The condition, then its exceptions.
    pages: Vec<Texts>,
    /// The page that is open.
    open: usize,
    done: [String; 4],
}

impl RuleForm {
    pub(super) fn of(rule: &Rule, scene: &Scene<'_>) -> Self {
        let conditions = std::iter::once(&rule.condition).chain(&rule.exceptions);
        let Action {
            service,
            tags,
            status,
            hold,
        } = &rule.action;
        let tags: Vec<&str> = Tag::WORDS
            .iter()
            .filter(|(_, tag)| tags.contains(tag))
            .map(|(word, _)| *word)
            .collect();
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            id: rule.id,
            enabled: rule.enabled,
            pages: conditions.map(|one| texts_of(one, scene)).collect(),
            open: 0,
            done: [words(service), tags.join(" "), words(status), words(hold)],
        }
    }

    pub(super) fn is_of(&self, id: RuleId) -> bool {
        self.id == id
    }

    pub(super) fn set_enabled(&mut self, enabled: bool) {
        self.enabled = enabled;
    }

    pub(super) fn is_readable(&self) -> bool {
        self.read().is_ok()
    }

    /// The rule that is typed, or the first field that cannot be read.
    fn read(&self) -> Result<Rule, RuleWord> {
        let mut conditions = Vec::new();
        for page in &self.pages {
            conditions.push(condition_of(page)?);
        }
        let mut conditions = conditions.into_iter();
        let [service, tags, status, hold] = &self.done;
        let words = |text: &String, field: RuleWord| match text.trim() {
            "" => Ok(None),
            words if text::is_plain(words) => Ok(Some(words.to_owned())),
            _ => Err(field),
        };
        let service = words(service, RuleWord::RulesFieldService)?;
        if service.as_ref().is_some_and(|it| it.contains(' ')) {
            return Err(RuleWord::RulesFieldService);
        }
        Ok(Rule {
            id: self.id,
            enabled: self.enabled,
            condition: conditions.next().unwrap_or_default(),
            exceptions: conditions.collect(),
            action: Action {
                service,
                tags: text::tags(tags).map_err(|_fault| RuleWord::RulesFieldAddTags)?,
                status: words(status, RuleWord::RulesFieldStatus)?,
                hold: words(hold, RuleWord::RulesFieldHold)?,
            },
        })
    }
}

fn texts_of(condition: &Condition, scene: &Scene<'_>) -> Texts {
    let joined = |words: Vec<&str>| words.join(" ");
    let countries = condition.countries.iter().map(String::as_str).collect();
    let sizes = condition.sizes.iter().map(|size| size.word()).collect();
    let tags = Tag::WORDS
        .iter()
        .filter(|(_, tag)| condition.tags.contains(tag))
        .map(|(word, _)| *word)
        .collect();
    let cod = match condition.cash_on_delivery {
        None => String::new(),
        Some(true) => scene.word(Word::Yes).to_lowercase(),
        Some(false) => scene.word(Word::No).to_lowercase(),
    };
    [
        joined(countries),
        text::postcodes_text(&condition.postcodes),
        text::names_text(&condition.methods),
        text::span_text(condition.weight),
        joined(sizes),
        text::value_text(condition.value.as_ref()),
        joined(tags),
        text::names_text(&condition.channels),
        text::names_text(&condition.service_levels),
        cod,
    ]
}

fn condition_of(texts: &Texts) -> Result<Condition, RuleWord> {
    fn read<T>(value: Result<T, TextFault>, field: RuleWord) -> Result<T, RuleWord> {
        value.map_err(|_fault| field)
    }
    let [
        country,
        postcode,
        method,
        weight,
        size,
        value,
        tags,
        channel,
        level,
        cod,
    ] = texts;
    Ok(Condition {
        weight: read(text::span(weight), RuleWord::RulesFieldWeight)?,
        sizes: read(text::sizes(size), RuleWord::RulesFieldSize)?,
        countries: read(text::countries(country), RuleWord::RulesFieldCountry)?,
        postcodes: read(text::postcodes(postcode), RuleWord::RulesFieldPostcode)?,
        methods: read(text::names(method), RuleWord::RulesFieldMethod)?,
        value: read(text::value(value), RuleWord::RulesFieldValue)?,
        tags: read(text::tags(tags), RuleWord::RulesFieldTags)?,
        channels: read(text::names(channel), RuleWord::RulesFieldChannel)?,
        service_levels: read(text::names(level), RuleWord::RulesFieldLevel)?,
        cash_on_delivery: read(text::yes_or_no(cod), RuleWord::RulesFieldCod)?,
    })
}

pub(super) fn form_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, state: &mut RulesState) {
    let Some(mut form) = state.form.take() else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
        let text = scene.rule_word(RuleWord::RulesChoose);
        text_ui(ui, room, &text, kind.centered().lines(2));
        return;
    };
    let before = form.clone();
    let (sentence, room) = room.cut_top(92.0, 8.0);
    let (pages, room) = room.cut_top(56.0, 10.0);
    let (fields, room) = room.cut_top(4.0 * FIELD, 8.0);
    let (done, room) = room.cut_top(2.0 * FIELD, 8.0);
    let (bottom, _) = room.cut_top(64.0_f32.min(room.height()), 0.0);
    pages_ui(ui, scene, pages, &mut form);
    if let Some(texts) = form.pages.get_mut(form.open) {
        fields_ui(ui, scene, (fields, 3), &FIELDS, texts);
    }
    fields_ui(ui, scene, (done, 2), &ACTIONS, &mut form.done);
    let read = form.read();
    if let Ok(rule) = &read {
        let text = i18n::rule_sentence(scene.lang, rule);
        let kind = lead_text(scene).bold().at(Align2::LEFT_TOP).lines(3);
        text_ui(ui, sentence, &text, kind);
    }
    let (message, delete) = bottom.cut_left(bottom.width() * 0.68, theme::GAP);
    if let Some(wrong) = wrong(scene, &read) {
        warning_ui(ui, scene, message, &wrong);
    }
    if BigKey::new(&scene.rule_word(RuleWord::RulesDelete))
        .for_lead()
        .show(ui, delete)
    {
        let id = form.id;
        state.change(scene, |list| list.rules.retain(|rule| rule.id != id));
        return;
    }
    if form != before
        && let Ok(rule) = read
    {
        state.change(scene, |list| {
            if let Some(place) = list.rules.iter_mut().find(|one| one.id == rule.id) {
                *place = rule;
            }
        });
    }
    state.form = Some(form);
}

/// Height of a field under its caption.
const FIELD: f32 = 96.0;

/// What keeps the rule from being saved.
fn wrong(scene: &Scene<'_>, read: &Result<Rule, RuleWord>) -> Option<String> {
    let word = match read {
        Err(field) => RuleWord::RulesWrong {
            field: scene.rule_word(field.clone()),
        },
        Ok(rule) if rule.action.is_empty() => RuleWord::RulesNothingDone,
        Ok(rule) if rule.exceptions.contains(&Condition::default()) => {
            RuleWord::RulesEmptyException
        }
        Ok(_) => return None,
    };
    Some(scene.rule_word(word))
}

/// The condition and its exceptions on keys, and the keys that add one or take one away.
fn pages_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, form: &mut RuleForm) {
    let may_add = form.pages.len() <= MOST_EXCEPTIONS;
    let is_exception = form.open > 0;
    let places = place.columns(
        form.pages.len() + 1 + usize::from(is_exception),
        theme::GRID,
    );
    let mut places = places.into_iter();
    for at in 0..form.pages.len() {
        let Some(place) = places.next() else { return };
        let word = match u64::try_from(at).unwrap_or(0) {
            0 => RuleWord::RulesCondition,
            number => RuleWord::RulesException { number },
        };
        let label = scene.rule_word(word);
        let key = BigKey::new(&label).for_lead().chosen(form.open == at);
        if key.show(ui, place) {
            form.open = at;
        }
    }
    let Some(place) = places.next() else { return };
    let label = scene.rule_word(RuleWord::RulesAddException);
    let key = BigKey::new(&label).for_lead().enabled(may_add);
    if key.show(ui, place) {
        form.open = form.pages.len();
        form.pages.push(Texts::default());
    }
    let Some(place) = places.next() else { return };
    let label = scene.rule_word(RuleWord::RulesRemoveException);
    if BigKey::new(&label).for_lead().show(ui, place) && form.open < form.pages.len() {
        form.pages.remove(form.open);
        form.open = 0;
    }
}

fn fields_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (place, columns): (Rect, usize),
    captions: &[RuleWord],
    texts: &mut [String],
) {
    let rows = place.rows(FIELD);
    let places = rows
        .into_iter()
        .flat_map(|row| row.columns(columns, theme::GAP));
    for ((caption, text), place) in captions.iter().zip(texts).zip(places) {
        let caption = scene.rule_word(caption.clone());
        lead_field_ui(ui, place, &caption, text);
    }
}
