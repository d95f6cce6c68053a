//! A mistake in a file of the import, as whoever made it reads it.

use pakownia::connectors::csv_folder::FolderRead;
use pakownia::domain::worker::Language;
use pakownia::i18n;

/// The only mistake found is told by its column, value and kind, in its line, with what to do in both languages.
/// Rows begin in line 2; of two rows the second is wrong.
pub(crate) fn expect_mistake(found: &FolderRead, row: &str, expected: &str) {
    let [error] = &found.errors[..] else {
        panic!("{row}: {:?}", found.errors)
    };
    let column = error.column.unwrap_or_default();
    let told = format!("{column} {} {:?}", error.value, error.problem);
    assert_eq!(told, expected, "{row}");
    assert_eq!(error.line, if row.contains('\n') { 3 } else { 2 }, "{row}");
    for lang in [Language::Pl, Language::En] {
        assert!(i18n::row_problem(lang, &error.problem).remedy.is_some());
    }
}
