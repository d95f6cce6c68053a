//! QR and Data Matrix symbols; who encodes them is hidden here.

use datamatrix::{DataMatrix, DataMatrixBuilder, SymbolList};
use qrcode::{Color, EcLevel, QrCode};

use crate::labels::LabelError;

use super::{Squares, Symbology, gs1, unfit};

/// Longest content taken, in bytes: more would be smaller than a bench scanner reads on any label of ours.
const CONTENT_MAX: usize = 600;

/// Quiet zone of a QR code, in modules. Source: ISO/IEC 18004:2015, section 9.1.
const QR_QUIET: i32 = 4;

/// Quiet zone of a Data Matrix, in modules.
///
/// Source: ISO/IEC 16022:2006, section 7.2 asks for 1; one more is for the play of label rolls.
const DATA_MATRIX_QUIET: i32 = 2;

fn check(field: &'static str, content: &str) -> Result<(), LabelError> {
    if content.len() > CONTENT_MAX {
        return Err(LabelError::DoesNotFit { field });
    }
    Ok(())
}

/// A QR code of UTF-8 text that survives 15 % of damage.
pub(super) fn qr(field: &'static str, content: &str) -> Result<Squares, LabelError> {
    check(field, content)?;
    let code = QrCode::with_error_correction_level(content, EcLevel::M)
        .map_err(|error| unfit(field, Symbology::Qr, error))?;
    Ok(Squares {
        columns: code.width(),
        tall: 1,
        quiet: QR_QUIET,
        dark: code
            .into_colors()
            .into_iter()
            .map(|color| color == Color::Dark)
            .collect(),
    })
}

/// A square Data Matrix of text.
pub(super) fn data_matrix(field: &'static str, content: &str) -> Result<Squares, LabelError> {
    check(field, content)?;
    let code = DataMatrixBuilder::new()
        .with_symbol_list(SymbolList::default().enforce_square())
        // A macro is written back by the scanner, and not every scanner is set to.
        .with_macros(false)
        .encode_str(content)
        .map_err(|error| unfit(field, Symbology::DataMatrix, format!("{error:?}")))?;
    Ok(squares(&code))
}

/// A square GS1 Data Matrix: FNC1 first, so that it reads as `]d2`, and separators as control characters.
///
/// Source: GS1 General Specifications, section 5.6.1 (FNC1 first; the separator may be the character 29).
pub(super) fn gs1_data_matrix(
    field: &'static str,
    elements: &[(&str, &str)],
) -> Result<Squares, LabelError> {
    let content = gs1::joined(elements);
    check(field, &content)?;
    let code = DataMatrix::encode_gs1(content.as_bytes(), SymbolList::default().enforce_square())
        .map_err(|error| unfit(field, Symbology::Gs1DataMatrix, format!("{error:?}")))?;
    Ok(squares(&code))
}

fn squares(code: &DataMatrix) -> Squares {
    let bitmap = code.bitmap();
    let (columns, rows) = (bitmap.width(), bitmap.height());
    let mut dark = vec![false; columns * rows];
    for (x, y) in bitmap.pixels() {
        if let Some(module) = dark.get_mut(y * columns + x) {
            *module = true;
        }
    }
    Squares {
        columns,
        tall: 1,
        quiet: DATA_MATRIX_QUIET,
        dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_matrix_has_its_solid_edges() {
        let squares = data_matrix("code", "A-12-3").unwrap();
        let rows: Vec<&[bool]> = squares.dark.chunks(squares.columns).collect();
        assert!(rows.iter().all(|row| row[0]), "left edge");
        assert!(rows.last().unwrap().iter().all(|dark| *dark), "lower edge");
    }

    #[test]
    fn a_content_beyond_all_labels_is_refused() {
        let long = "x".repeat(CONTENT_MAX + 1);
        assert_eq!(
            qr("code", &long),
            Err(LabelError::DoesNotFit { field: "code" })
        );
        assert!(data_matrix("code", &long).is_err());
    }
}
