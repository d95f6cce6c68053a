//! Characters typed as numbers with Alt held down: Alt 0 6 5 is `A`, Alt 0 2 9 is GS.
//!
//! Many scanners have this mode because it works on every keyboard layout. Some send
//! a leading zero, some none. Windows may not tell us when Alt is let go between two
//! characters, so the digits have to show by themselves where a number ends; within
//! ASCII they do.

/// The digits typed so far of one number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AltCode {
    digits: [u8; 4],
    length: usize,
}

impl AltCode {
    /// Adds a digit. Answers the number when it is complete by its form.
    ///
    /// `00dd` and `01dd` are four digits, `0dd` and `1dd` three, `dd` from 20 on two;
    /// this is unambiguous for 20 to 127. Smaller ones end when Alt is let go.
    pub(super) fn push(&mut self, digit: u8) -> Option<u8> {
        if let Some(place) = self.digits.get_mut(self.length) {
            *place = digit;
            self.length += 1;
        }
        let wanted = match self.digits {
            [0, 0 | 1, ..] => 4,
            [0 | 1, ..] => 3,
            _ => 2,
        };
        (self.length >= wanted).then(|| self.take()).flatten()
    }

    /// Alt was let go: whatever was typed is the number. None if nothing was typed.
    pub(super) fn take(&mut self) -> Option<u8> {
        let typed = self.digits.get(..self.length).unwrap_or_default();
        let value = typed
            .iter()
            .fold(0_u16, |value, digit| value * 10 + u16::from(*digit));
        let answer = (self.length > 0).then(|| u8::try_from(value).unwrap_or(u8::MAX));
        *self = Self::default();
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(digits: &str) -> Vec<u8> {
        let mut code = AltCode::default();
        digits
            .bytes()
            .filter_map(|byte| code.push(byte - b'0'))
            .collect()
    }

    #[test]
    fn numbers_end_by_themselves_with_and_without_zeros() {
        assert_eq!(typed("065029066"), [65, 29, 66]);
        assert_eq!(typed("652966"), [65, 29, 66]);
        assert_eq!(typed("006500290100"), [65, 29, 100]);
        assert_eq!(typed("100101126"), [100, 101, 126]);
        assert_eq!(typed("0100"), [100]);
    }

    #[test]
    fn letting_go_of_alt_ends_a_short_number() {
        let mut code = AltCode::default();
        assert_eq!(code.push(0).or(code.push(1)).or(code.push(3)), None);
        assert_eq!(code.take(), Some(13));
        assert_eq!(code.take(), None);
    }
}
