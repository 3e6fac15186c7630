//! The script of a word, from the code charts.

use crate::model::Script;

/// The script of a letter; `None` for signs that belong to no script (digits, apostrophes).
pub fn of_letter(c: char) -> Option<Script> {
    match u32::from(c) {
        0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(Script::Cyrillic),
        0x0041..=0x005A | 0x0061..=0x007A | 0x00C0..=0x024F | 0x0250..=0x02AF | 0x1E00..=0x1EFF => {
            Some(Script::Latin)
        }
        _ if c.is_alphabetic() => Some(Script::Other),
        _ => None,
    }
}

/// The script most letters of a word belong to; the first one on a tie; `Other` for a word without letters.
pub fn of_word(word: &str) -> Script {
    let (mut cyrillic, mut latin, mut other) = (0, 0, 0);
    for script in word.chars().filter_map(of_letter) {
        match script {
            Script::Cyrillic => cyrillic += 1,
            Script::Latin => latin += 1,
            Script::Other => other += 1,
        }
    }
    if cyrillic + latin + other == 0 || other > cyrillic.max(latin) {
        Script::Other
    } else if cyrillic >= latin {
        Script::Cyrillic
    } else {
        Script::Latin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide() {
        assert_eq!(of_word("Абылай"), Script::Cyrillic);
        assert_eq!(of_word("Сatholic"), Script::Latin);
        assert_eq!(of_word("1711"), Script::Other);
        assert_eq!(of_word("策妄"), Script::Other);
    }
}
