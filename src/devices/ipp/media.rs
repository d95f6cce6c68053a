//! Sizes of paper as IPP names them: does the printer know this one?
//!
//! Source: PWG 5101.1, 5 (self-describing names): `class_name_WIDTHxLENGTHunit`, and `custom_min_…`
//! with `custom_max_…` for what a printer takes in between.

/// A size in hundredths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    width: u64,
    length: u64,
}

/// Whether a printer with these sizes prints on `media`.
pub(super) fn is_supported(media: &str, supported: &[String]) -> bool {
    let Some(wanted) = size_of(media) else {
        return supported.iter().any(|known| known == media);
    };
    let bound = |which: &str| {
        let name = supported.iter().find(|known| known.starts_with(which));
        name.and_then(|name| size_of(name))
    };
    let is_between = match (bound("custom_min_"), bound("custom_max_")) {
        (Some(least), Some(most)) => {
            (least.width..=most.width).contains(&wanted.width)
                && (least.length..=most.length).contains(&wanted.length)
        }
        _ => false,
    };
    is_between || supported.iter().any(|known| known == media)
}

/// The size that ends a name.
fn size_of(name: &str) -> Option<Size> {
    let (_, size) = name.rsplit_once('_')?;
    let (size, unit) = match (size.strip_suffix("mm"), size.strip_suffix("in")) {
        (Some(size), _) => (size, 100),
        (_, Some(size)) => (size, 2_540),
        _ => return None,
    };
    let (width, length) = size.split_once('x')?;
    let scaled = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        // Three places are more than any paper is cut to.
        let part: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
        let thousandths = whole
            .parse::<u64>()
            .ok()?
            .checked_mul(1_000)?
            .checked_add(part)?;
        thousandths.checked_mul(unit).map(|scaled| scaled / 1_000)
    };
    Some(Size {
        width: scaled(width)?,
        length: scaled(length)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(media: &str, supported: &[&str]) -> bool {
        let supported: Vec<String> = supported.iter().map(|&name| name.to_owned()).collect();
        is_supported(media, &supported)
    }

    #[test]
    fn a_paper_is_known_by_its_name_or_between_the_smallest_and_the_largest() {
        let label = "custom_100x150mm_100x150mm";
        let office = ["iso_a4_210x297mm", "na_letter_8.5x11in"];
        let roll = ["custom_min_25x25mm", "custom_max_4.25x39in"];
        assert!(known("iso_a4_210x297mm", &office) && !known(label, &office));
        assert!(known(label, &roll) && !known("iso_a4_210x297mm", &roll));
        assert_eq!(
            size_of("na_letter_8.5x11in"),
            Some(Size {
                width: 21_590,
                length: 27_940
            })
        );
        for odd in [
            "",
            "roll",
            "custom_x",
            "custom_1x2",
            "a_9999999999999999999x1mm",
            "a_-1x2mm",
        ] {
            assert_eq!(size_of(odd), None, "{odd}");
        }
    }
}
